"""Who is asked for a code, which counts, and that there is no session without one."""

from dataclasses import replace

import pytest

from felchat.accounts.domain import Account, InvalidCredentials
from felchat.accounts.factor import CodeNeeded, CodeRefused, UsedCode, WrongCode
from felchat.accounts.factors import SecondFactors, key_from
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock
from tests.unit.second_factor import App, switched_on


def confirm(services: Services, account: Account, code: str) -> None:
    services.accounts.factors.confirm(account.id, code)


def test_whoever_has_no_second_factor_is_not_asked(services: Services, bob: Account) -> None:
    confirm(services, bob, "")
    assert services.accounts.viewer(services.accounts.sign_in(bob))


@pytest.mark.usefixtures("phone_app")
@pytest.mark.parametrize(
    "typed", ["", "  ", "000000x", "aaaa-aaaa-aaaa-aaaa-aaaa-aaaa", "x" * 10_000, "\x00"]
)
def test_whoever_has_one_gets_no_session_without_a_code(
    services: Services, alice: Account, typed: str
) -> None:
    alice = services.accounts.recognise(alice.username, PASSWORD)
    with pytest.raises(CodeRefused):
        services.accounts.sign_in(alice, code=typed)
    assert services.administration.sessions(alice.id) == []


def test_a_code_lets_in_once(services: Services, alice: Account, phone_app: App) -> None:
    code = phone_app.next_code()
    assert services.accounts.viewer(services.accounts.sign_in(alice, code=code))
    for _ in range(3):
        with pytest.raises(UsedCode):
            services.accounts.sign_in(alice, code=code)
        phone_app.clock.forward(seconds=10)
    assert services.accounts.viewer(services.accounts.sign_in(alice, code=phone_app.next_code()))


def test_the_code_that_switched_it_on_lets_nobody_in(
    services: Services, alice: Account, phone_app: App
) -> None:
    with pytest.raises(UsedCode):
        confirm(services, alice, phone_app.code())


def test_an_older_code_is_no_way_around_a_used_one(
    services: Services, alice: Account, phone_app: App
) -> None:
    phone_app.clock.forward(seconds=90)
    confirm(services, alice, phone_app.code())
    with pytest.raises(UsedCode):
        confirm(services, alice, phone_app.code(-1))


@pytest.mark.parametrize(("off", "right"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(
    services: Services, alice: Account, phone_app: App, off: int, right: bool
) -> None:
    phone_app.clock.forward(seconds=300)
    if right:
        confirm(services, alice, phone_app.code(off))
    else:
        with pytest.raises(WrongCode):
            confirm(services, alice, phone_app.code(off))


def test_the_codes_of_one_account_are_nothing_to_another(
    services: Services, alice: Account, mallory: Account, phone_app: App
) -> None:
    mallorys = switched_on(services, mallory, phone_app.clock)
    phone_app.clock.forward(seconds=30)
    for code in (mallorys.code(), mallorys.recovery[0]):
        with pytest.raises(WrongCode):
            confirm(services, alice, code)
    confirm(services, mallory, mallorys.recovery[0])


def test_a_recovery_code_lets_in_once_each(services: Services, alice: Account, phone_app: App) -> None:
    for left, code in enumerate(reversed(phone_app.recovery)):
        confirm(services, alice, code.upper().replace("-", " "))
        factor = services.accounts.factors.of(alice.id)
        assert factor
        assert factor.codes_left == len(phone_app.recovery) - left - 1
        with pytest.raises(WrongCode):
            confirm(services, alice, code)


def test_with_another_secret_key_only_recovery_codes_are_left(
    services: Services, alice: Account, phone_app: App
) -> None:
    before: SecondFactors = services.accounts.factors
    after = replace(before, key=key_from("another"))
    phone_app.clock.forward(seconds=30)
    with pytest.raises(WrongCode):
        after.confirm(alice.id, phone_app.code())
    after.confirm(alice.id, phone_app.recovery[0])


def test_a_session_that_began_while_the_factor_was_switched_on_is_none(
    services: Services, alice: Account, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever switches it on ends all sessions, and does not see the one that is being opened."""
    opened = type(services.accounts.sessions).open

    def slowly(*args: object, **named: object) -> object:
        switched_on(services, alice, clock)
        return opened(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(type(services.accounts.sessions), "open", slowly)
    with pytest.raises(InvalidCredentials):
        services.accounts.sign_in(alice)
    assert services.administration.sessions(alice.id) == []


def test_nothing_asks_any_more_once_it_is_off(services: Services, alice: Account, phone_app: App) -> None:
    with pytest.raises(CodeNeeded):
        confirm(services, alice, "")
    services.accounts.factors.switch_off(alice.id)
    assert phone_app.recovery
    confirm(services, alice, "")
