"""Mallory guesses at a name from an address for each guess; its owner is let in where they are at home."""

import pytest
from flask import Flask

from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.test_guessing import ELSEWHERE, at, guess


@pytest.fixture
def services(limited: Services) -> Services:
    return limited


@pytest.mark.usefixtures("alice")
def test_a_botnet_waits_and_alice_is_let_in_where_she_has_been_before(app: Flask) -> None:
    at(app, ELSEWHERE).sign_in("alice")
    answers = [guess(at(app, f"203.0.113.{each}")).status_code for each in range(70)]
    assert answers.count(422) == 59  # and her own
    assert answers[-1] == 429
    assert at(app, ELSEWHERE).sign_in("alice").status_code == 303


@pytest.mark.parametrize("by", ["page", "api"])
def test_a_botnet_keeps_nobody_out_who_has_just_registered(app: Flask, by: str) -> None:
    carol = at(app, ELSEWHERE)
    fields = {"username": "Carol", "email": "carol@example.org", "password": PASSWORD}
    if by == "page":
        assert carol.submit("/users/register", **fields).status_code == 303
    else:
        assert carol.client.post("/api/v1/users/register", json=fields).status_code == 201
    for each in range(70):
        guess(at(app, f"203.0.113.{each}"), "carol")
    assert at(app, "198.51.100.200").sign_in("carol").status_code == 429
    assert at(app, ELSEWHERE).sign_in("carol").status_code == 303
