"""The security events: their names and numbers are an interface, and all of them are really noted."""

import ast
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account, InvalidCredentials
from felchat.config import ROOT
from felchat.logs.security import Event
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import Browser
from tests.unit.calling import Program

DOCUMENTED = re.findall(r"^\| `(\w+)` \| .+ \| (.*) ?\|$", (ROOT / "docs" / "logging.md").read_text(), re.M)
Noted = list[dict[str, Any]]


@pytest.fixture
def noted(caplog: pytest.LogCaptureFixture) -> Iterator[Noted]:
    """The events, in their order, as they come."""
    events: Noted = []
    log = logging.getLogger("felchat.security")
    listener = logging.Handler()
    listener.emit = lambda record: events.append(vars(record)["facts"])  # type: ignore[method-assign]
    caplog.set_level(logging.INFO, log.name)
    log.addHandler(listener)
    yield events
    log.removeHandler(listener)


def calls_of_note() -> Iterator[tuple[str, set[str]]]:
    """Each place that notes an event: which, and with which numbers; "*" for numbers that vary."""
    for path in (ROOT / "felchat").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "note":
                event = call.args[0]
                assert isinstance(event, ast.Attribute), f"{path}: name the event where it is noted"
                yield event.attr, {each.arg or "*" for each in call.keywords}


def test_the_events_are_those_that_are_documented() -> None:
    documented = {name: tuple(re.findall(r"`(\w+)`", numbers)) for name, numbers in DOCUMENTED}
    of_the_table = {name: numbers for name, numbers in documented.items() if name in labels()}
    assert of_the_table == {event.label: event.fields for event in Event}


def labels() -> set[str]:
    return {event.label for event in Event}


def test_every_event_is_noted_somewhere_and_with_its_numbers_only() -> None:
    noted = list(calls_of_note())
    assert {name for name, _ in noted} == {event.name for event in Event}
    assert [each for each in noted if not each[1] - {"*"} <= set(Event[each[0]].fields)] == []


def test_who_comes_and_goes_is_noted_by_number(
    services: Services, alice: Account, alices: Browser, noted: Noted
) -> None:
    alices.sign_in(alice.username)
    alices.submit("/users/logout")
    with pytest.raises(InvalidCredentials):
        services.accounts.recognise(alice.username, "wrong")
    with pytest.raises(InvalidCredentials):
        services.accounts.recognise("nobody here", PASSWORD)
    first, second = noted[0]["session"], noted[1]["session"]
    assert noted == [
        {"event": "signed_out", "account": alice.id, "session": first},
        {"event": "signed_in", "account": alice.id, "session": second},
        {"event": "signed_out", "account": alice.id, "session": second},
        {"event": "sign_in_failed", "account": alice.id},
        {"event": "sign_in_failed"},
    ]


def test_what_changes_an_account_is_noted(services: Services, alice: Account, noted: Noted) -> None:
    operator = services.administration
    operator.change_email(alice.id, "another@example.org")
    operator.rename(alice.id, "alicia")
    operator.change_password(alice.id, "another correct horse")
    operator.disable(alice.id)
    operator.enable(alice.id)
    operator.remove(alice.id)
    assert [each["event"] for each in noted] == [
        "email_changed",
        "renamed",
        "password_changed",
        "sessions_revoked",
        "account_disabled",
        "sessions_revoked",
        "account_enabled",
        "sessions_revoked",
        "account_deleted",
    ]
    assert {each["account"] for each in noted} == {alice.id}


def test_a_token_is_noted_when_it_is_made_misused_and_revoked(
    app: Flask, services: Services, alice: Account, bob: Account, noted: Noted
) -> None:
    program = Program(app, services.tokens.make(alice.id, "program", Scope.READ))
    token = services.tokens.of(alice.id)[0].id
    assert program.post(f"/messages/{bob.id}", {"body": "hi"}).status_code == 403
    services.tokens.revoke(alice.id, token)
    assert program.get("/users/me").status_code == 401
    assert noted == [
        {"event": "token_made", "account": alice.id},
        {"event": "token_refused", "account": alice.id, "token": token},
        {"event": "token_revoked", "account": alice.id, "token": token},
        {"event": "token_refused"},
    ]


def test_what_comes_from_elsewhere_is_noted(noted: Noted, browser: Browser) -> None:
    assert browser.client.post("/users/login", data={"username": "x"}).status_code == 400
    assert browser.client.post("/users/login", headers={"Origin": "https://evil.example"}).status_code == 403
    assert noted == [{"event": "csrf_refused"}, {"event": "origin_refused"}]
