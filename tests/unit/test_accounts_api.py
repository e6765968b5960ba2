"""Registering, signing in and out over the API, as its contract has it."""

from typing import Any

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import Browser
from tests.unit.calling import Program, refused, wrong_fields

CAROL = {"username": "carol", "email": "carol@example.org", "password": PASSWORD}
WRONG_FIELDS = [
    ("username", "", "invalid_username"),
    ("username", "<b>carol</b>", "invalid_username"),
    ("username", "car\x00ol", "invalid_username"),
    ("username", 7, "string_type"),
    ("email", "carol", "invalid_email"),
    ("email", None, "string_type"),
    ("password", "short", "invalid_password"),
    ("password", "password", "common_password"),
]


def test_a_new_person_is_registered_and_not_signed_in(program: Program, services: Services) -> None:
    answer = program.post("/users/register", CAROL)
    carol = services.accounts.recognise("carol", PASSWORD)
    assert (answer.status_code, answer.json) == (
        201,
        {"id": carol.id, "username": "carol", "email": "carol@example.org"},
    )
    assert not program.is_known()


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("taken", [{"username": "ALICE"}, {"email": "Alice@example.org"}], ids=str)
def test_who_is_there_already_is_not_registered_again(program: Program, taken: dict[str, str]) -> None:
    answer = program.post("/users/register", CAROL | taken)
    assert refused(answer) == (400, "User already exists")


@pytest.mark.parametrize(("field", "typed", "kind"), WRONG_FIELDS, ids=lambda each: ascii(each)[:30])
def test_a_wrong_field_is_named(program: Program, field: str, typed: object, kind: str) -> None:
    assert wrong_fields(program.post("/users/register", CAROL | {field: typed})) == {field: kind}


@pytest.mark.usefixtures("alice")
def test_every_wrong_field_is_named_at_once(program: Program) -> None:
    missing = dict.fromkeys(CAROL, "missing")
    assert wrong_fields(program.post("/users/register", {})) == missing
    wrong = wrong_fields(program.post("/users/register", CAROL | {"username": "alice", "email": "x"}))
    assert wrong == {"username": "username_taken", "email": "invalid_email"}


def test_no_refusal_repeats_a_password(program: Program) -> None:
    for body in ({"username": 1, "password": "secret-sauce"}, CAROL | {"email": "", "password": "s-sauce"}):
        for path in ("/users/register", "/users/login"):
            assert "sauce" not in program.post(path, body).text


def test_signing_in_sets_the_cookie_of_the_pages(
    app: Flask, program: Program, alice: Account, browser: Browser
) -> None:
    answer = program.sign_in("alice")
    mine = {"id": alice.id, "username": "alice", "email": "alice@example.org"}
    cookie = answer.headers["Set-Cookie"]
    assert (answer.status_code, answer.json) == (200, mine)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert program.get("/users/me").json == mine
    browser.cookie = program.client.get_cookie(app.config["SESSION_COOKIE_NAME"]).value  # type: ignore[union-attr]
    assert browser.is_signed_in()


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize(
    "typed", [("alice", "wrong"), ("nobody", PASSWORD), ("", ""), ("a\x00b", "x" * 9999)]
)
def test_a_refused_sign_in_does_not_tell_which_was_wrong(program: Program, typed: tuple[str, str]) -> None:
    answer = program.post("/users/login", {"username": typed[0], "password": typed[1]})
    assert refused(answer) == (401, "Invalid credentials")
    assert "Set-Cookie" not in answer.headers
    assert not program.is_known()


def test_a_sign_in_without_its_fields_names_them(program: Program) -> None:
    assert wrong_fields(program.post("/users/login", {"username": "alice"})) == {"password": "missing"}


@pytest.mark.usefixtures("alice", "mallory")
def test_signing_in_anew_ends_the_session_before(app: Flask, program: Program) -> None:
    thief = Program(app)
    program.sign_in("mallory")
    thief.client.set_cookie("session", program.client.get_cookie("session").value)  # type: ignore[union-attr]
    assert thief.is_known()
    program.sign_in("alice")
    assert (program.is_known(), thief.is_known()) == (True, False)


@pytest.mark.usefixtures("alice")
def test_a_copied_cookie_is_dead_after_signing_out(app: Flask, program: Program) -> None:
    """Original fault S14."""
    thief = Program(app)
    program.sign_in("alice")
    thief.client.set_cookie("session", program.client.get_cookie("session").value)  # type: ignore[union-attr]
    for _ in range(2):  # signing out twice is no error
        answer = program.post("/users/logout")
        assert (answer.status_code, answer.json) == (200, {"message": "Logged out successfully"})
    assert not program.is_known()
    assert not thief.is_known()


def test_a_token_outlives_a_signing_out(bobs_program: Program) -> None:
    assert bobs_program.post("/users/logout").status_code == 200
    assert bobs_program.is_known()


def test_one_learns_ones_own_account(alices_program: Program, alice: Account) -> None:
    answer = alices_program.get("/users/me")
    assert answer.json == {"id": alice.id, "username": "alice", "email": "alice@example.org"}


def test_an_account_that_is_gone_is_nobodys(alices_program: Program, services: Services) -> None:
    accounts: Any = services.accounts.accounts
    accounts.accounts.clear()
    assert refused(alices_program.get("/users/me")) == (401, "Not authenticated")
