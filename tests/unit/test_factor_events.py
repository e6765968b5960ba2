"""What is written down about second factors, and what the operator does about them."""

import json
import logging
from typing import Any

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.accounts.factor import CodeRefused
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.second_factor import App, switched_on
from tests.unit.test_commands import run


def noted(caplog: pytest.LogCaptureFixture) -> list[Any]:
    return [vars(each)["facts"]["event"] for each in caplog.records if each.name == "felchat.security"]


def test_what_happens_to_a_second_factor_is_noted(
    services: Services, alice: Account, clock: MovingClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "felchat.security")
    factors = services.accounts.factors
    app = switched_on(services, alice, clock)
    for typed in (app.wrong_code(), app.code(), "wrong"):
        with pytest.raises(CodeRefused):
            factors.confirm(alice.id, typed)
    factors.confirm(alice.id, app.recovery[0])
    factors.new_codes(alice.id)
    for _ in range(2):
        factors.switch_off(alice.id)
    assert noted(caplog) == [
        "factor_on",
        *["factor_refused"] * 3,
        "recovery_code_used",
        "recovery_codes_made",
        "factor_off",
    ]


def test_an_operator_lets_somebody_in_who_lost_it_all(
    app: Flask, services: Services, alice: Account, phone_app: App
) -> None:
    token = services.accounts.sign_in(alice, code=phone_app.next_code())
    shown = json.loads(run(app, "users", "show", "alice", "--json").stdout)
    assert shown["second_factor_since"] == "2026-11-23T12:00:00+00:00"
    answer = run(app, "users", "reset-2fa", "alice", typed="y\n")
    assert answer.exit_code == 0
    assert "signs in by the password alone" in answer.stdout
    assert services.accounts.viewer(token) is None
    assert services.accounts.sign_in(alice)
    assert run(app, "users", "reset-2fa", "alice", "--yes").stdout == "alice has no second factor.\n"


@pytest.mark.parametrize("typed", ["", "n\n", "\n"])
def test_nothing_is_reset_without_a_yes(
    app: Flask, services: Services, alice: Account, phone_app: App, typed: str
) -> None:
    assert phone_app
    assert run(app, "users", "reset-2fa", "alice", typed=typed).exit_code == 1
    assert services.accounts.factors.of(alice.id)
