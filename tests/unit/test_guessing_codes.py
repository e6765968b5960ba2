"""Guessing the app's codes: five at once, and then one each quarter of an hour."""

import pytest

from felchat.accounts.domain import Account
from felchat.accounts.factor import PAUSE, TRIES, TooManyCodes, WrongCode
from felchat.services import Services
from tests.unit.second_factor import App


def confirm(services: Services, account: Account, code: str) -> None:
    services.accounts.factors.confirm(account.id, code)


def test_guessing_ends_after_five_and_goes_on_four_times_an_hour(
    services: Services, alice: Account, phone_app: App
) -> None:
    """OWASP ASVS 5.0, 6.3.1. Not even the right one is looked at, or a guess among many would pass."""
    phone_app.clock.forward(seconds=60)
    for _ in range(TRIES):
        with pytest.raises(WrongCode):
            confirm(services, alice, phone_app.wrong_code())
    for _ in range(3):
        with pytest.raises(TooManyCodes) as refused:
            confirm(services, alice, phone_app.code())
    assert refused.value.retry_after == PAUSE.total_seconds() == 900
    phone_app.clock.time += PAUSE
    with pytest.raises(WrongCode):
        confirm(services, alice, phone_app.wrong_code())
    with pytest.raises(TooManyCodes):
        confirm(services, alice, phone_app.code())
    phone_app.clock.time += PAUSE
    confirm(services, alice, phone_app.code())


def test_who_is_guessed_at_still_gets_in_by_a_recovery_code(
    services: Services, alice: Account, phone_app: App
) -> None:
    for _ in range(TRIES + 1):
        with pytest.raises((WrongCode, TooManyCodes)):
            confirm(services, alice, phone_app.wrong_code())
    confirm(services, alice, phone_app.recovery[0])
