"""A program that signs in to an account with a second factor."""

import pytest
from flask import Flask

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.accounts.factor import TRIES
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.calling import Program, refused
from tests.unit.second_factor import App

FORM = {"username": "alice", "password": PASSWORD}


@pytest.mark.usefixtures("alice")
def test_a_program_says_the_code_with_the_password(app: Flask, phone_app: App) -> None:
    program, form = Program(app), FORM
    assert refused(program.post("/users/login", form)) == (401, "Code needed")
    assert refused(program.post("/users/login", form | {"code": phone_app.wrong_code()})) == (
        401,
        "Invalid code",
    )
    assert not program.is_known()
    code = phone_app.next_code()
    assert program.post("/users/login", form | {"code": code}).status_code == 200
    assert program.is_known()
    again = Program(app)
    assert refused(again.post("/users/login", form | {"code": code})) == (401, "Invalid code")
    wrong = form | {"password": "wrong", "code": phone_app.next_code()}
    assert refused(again.post("/users/login", wrong)) == (401, "Invalid credentials")


def test_a_program_does_not_learn_of_the_factor_without_the_password(app: Flask, phone_app: App) -> None:
    wrong = {"username": "alice", "password": "wrong"}
    for form in (wrong, wrong | {"code": phone_app.next_code()}):
        assert refused(Program(app).post("/users/login", form)) == (401, "Invalid credentials")


def test_a_program_that_guesses_codes_has_to_wait(app: Flask, phone_app: App) -> None:
    phone_app.next_code()
    for _ in range(TRIES):
        Program(app).post("/users/login", FORM | {"code": phone_app.wrong_code()})
    answer = Program(app).post("/users/login", FORM | {"code": phone_app.code()})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")


def test_a_token_goes_on_working(app: Flask, services: Services, alice: Account, phone_app: App) -> None:
    assert phone_app
    assert Program(app, services.tokens.make(alice.id, "bot", Scope.READ)).is_known()
