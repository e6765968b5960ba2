"""More sign-ins at once than can be served: all are told when to come back, and keep what they typed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from flask import Flask

from felchat.domain import TooBusy
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.away import Away
from tests.unit.browsing import Browser, Manner, described_by, parsed
from tests.unit.calling import Program, detail
from tests.unit.profile_forms import PROFILE

CAROL = {"username": "carol", "email": "carol@example.org", "password": PASSWORD}
FORMS = {
    "/users/login": ({"username": "alice", "password": PASSWORD, "remember": "yes"}, "password"),
    "/users/register": (CAROL, "password"),
}
OWN = {
    "email_password": {"action": "email", "email": "new@example.org", "email_password": PASSWORD},
    "current_password": {"action": "password", "current_password": PASSWORD, "new_password": "another horse"},
    "closing_password": {"action": "delete", "closing_password": PASSWORD},
}


@dataclass
class Crowd:
    """See PasswordHasher. Never has time."""

    def hash(self, _password: str) -> str:
        raise TooBusy

    def matches(self, _password: str, _hashed: str) -> bool:
        raise TooBusy

    def is_outdated(self, _hashed: str) -> bool:
        raise TooBusy


@pytest.fixture
def crowded(app: Flask, services: Services) -> None:
    app.extensions["felchat"] = crowded_out(services)


def crowded_out(services: Services) -> Services:
    accounts = replace(services.accounts, passwords=Crowd())
    profile = replace(services.profile, entrance=accounts)
    registration = replace(services.registration, entrance=accounts)
    return replace(services, accounts=accounts, profile=profile, registration=registration)


@pytest.mark.usefixtures("alice", "crowded")
@pytest.mark.parametrize("path", FORMS)
def test_who_comes_in_is_told_to_try_again_and_keeps_the_form(
    browser: Browser, path: str, manner: Manner
) -> None:
    fields, beside = FORMS[path]
    answer = browser.submit(path, manner, **fields)
    page = parsed(answer.text)
    typed = {each.get("name"): each.get("value") for each in page.iter("input")}
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Try again in a few seconds" in described_by(page, beside)
    assert typed["username"] == fields["username"]
    assert typed.get("email") == fields.get("email")
    assert not typed["password"]
    assert not browser.is_signed_in()


@pytest.mark.parametrize("field", OWN)
def test_who_changes_their_account_is_told_so_and_nothing_is_changed(
    alices: Browser, request: pytest.FixtureRequest, services: Services, field: str, manner: Manner
) -> None:
    before = services.accounts.find("alice")
    request.getfixturevalue("crowded")  # once alice is signed in
    answer = alices.submit(PROFILE, manner, **OWN[field])
    page = parsed(answer.text)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Try again in a few seconds" in described_by(page, field)
    assert field != "email_password" or page.find(".//input[@name='email']").get("value") == "new@example.org"
    assert services.accounts.find("alice") == before


@pytest.mark.usefixtures("alice", "crowded")
def test_a_program_is_told_so_in_json(program: Program) -> None:
    for path, body in (
        ("/users/login", {"username": "alice", "password": PASSWORD}),
        ("/users/register", CAROL),
    ):
        answer = program.post(path, body)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert detail(answer) == "Too many people are at the door just now."
    assert not program.is_known()


def without_database(services: Services) -> Services:
    return replace(services, accounts=replace(services.accounts, accounts=Away()))


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("unable", [crowded_out, without_database])
def test_what_was_not_looked_at_is_no_guess_and_clears_none(
    app: Flask, limited: Services, monkeypatch: pytest.MonkeyPatch, unable: Callable[[Services], Services]
) -> None:
    """Nor can mallory, who makes the crowd, guess once more for it."""
    app.extensions["felchat"] = limited
    mallory, wrong = Browser(app), "wrong horse battery"

    def guess() -> int:
        return mallory.sign_in("alice", password=wrong).status_code

    guesses = [guess() for _ in range(3)]
    with monkeypatch.context() as crowd:
        crowd.setitem(app.extensions, "felchat", unable(limited))
        assert [guess() for _ in range(6)] == [503] * 6
    guesses += [guess() for _ in range(3)]
    assert guesses == [422] * 5 + [429]


@pytest.mark.usefixtures("alice")
def test_an_address_that_makes_the_crowd_is_sent_away_all_the_same(app: Flask, limited: Services) -> None:
    app.extensions["felchat"] = crowded_out(limited)
    mallory = Browser(app)
    answers = [mallory.sign_in(f"person{each}").status_code for each in range(22)]
    assert answers == [503] * 20 + [429] * 2
