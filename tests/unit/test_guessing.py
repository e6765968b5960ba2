"""Mallory guesses passwords; whoever guesses waits, and nobody else (ASVS 5.0 6.3.1)."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock
from tests.unit.browsing import Browser, Manner, described_by, parsed
from tests.unit.calling import Program, detail

HERE, ELSEWHERE = "192.0.2.66", "198.51.100.7"
WRONG = "wrong horse battery"


@pytest.fixture
def services(limited: Services) -> Services:
    return limited


def at(app: Flask, address: str) -> Browser:
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = address
    return browser


def guess(browser: Browser, name: str = "alice", manner: Manner | None = None) -> TestResponse:
    return browser.sign_in(name, manner, password=WRONG)


def statuses(browser: Browser, how_many: int, name: str = "alice") -> list[int]:
    return [guess(browser, name).status_code for _ in range(how_many)]


@pytest.mark.usefixtures("alice")
def test_the_sixth_guess_waits_and_the_form_says_so_and_keeps_the_name(app: Flask, manner: Manner) -> None:
    mallory = at(app, HERE)
    assert statuses(mallory, 5) == [422] * 5
    refused = guess(mallory, "alice", manner)
    page = parsed(refused.text)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    assert "Wait 60 seconds" in described_by(page, "password")
    assert page.find(".//input[@name='username']").get("value") == "alice"
    assert WRONG not in refused.text


@pytest.mark.usefixtures("alice")
def test_while_it_waits_not_even_the_right_password_passes_from_there(app: Flask) -> None:
    mallory = at(app, HERE)
    statuses(mallory, 5)
    assert mallory.sign_in("alice").status_code == 429


@pytest.mark.usefixtures("alice", "bob")
def test_alice_signs_in_from_elsewhere_during_the_attack_and_bob_from_the_same_place(app: Flask) -> None:
    statuses(at(app, HERE), 8)
    assert at(app, ELSEWHERE).sign_in("alice").status_code == 303
    assert at(app, HERE).sign_in("bob").status_code == 303


@pytest.mark.usefixtures("alice")
def test_the_wait_grows_up_to_a_quarter_of_an_hour_and_no_further(app: Flask, clock: MovingClock) -> None:
    mallory, waits, guesses = at(app, HERE), [], 0
    while clock().hour < 13:
        answer = guess(mallory)
        if answer.status_code == 429:
            waits.append(int(answer.headers["Retry-After"]))
            clock.forward(seconds=waits[-1], milliseconds=1)
        guesses += answer.status_code == 422
    assert waits[:3] == [60, 240, 600]
    assert max(waits) <= 900
    assert guesses <= 48 + 12


@pytest.mark.usefixtures("alice")
def test_who_waits_as_told_is_let_in_and_begins_anew(app: Flask, clock: MovingClock) -> None:
    alice = at(app, HERE)
    statuses(alice, 5)
    clock.forward(seconds=int(guess(alice).headers["Retry-After"]), milliseconds=1)
    assert alice.sign_in("alice").status_code == 303
    assert statuses(at(app, HERE), 5) == [422] * 5


@pytest.mark.usefixtures("alice")
def test_a_name_that_there_is_and_one_that_there_is_not_wait_alike(app: Flask) -> None:
    known, unknown = statuses(at(app, HERE), 7, "alice"), statuses(at(app, ELSEWHERE), 7, "nobody")
    assert known == unknown == [422] * 5 + [429] * 2


@pytest.mark.usefixtures("alice")
def test_capitals_make_no_other_name(app: Flask) -> None:
    mallory = at(app, HERE)
    for name in ("alice", "Alice", "ALICE", " alice", "aLice"):
        assert guess(mallory, name).status_code == 422
    assert guess(mallory, "alicE").status_code == 429


def test_many_names_from_one_address_wait_too(app: Flask) -> None:
    mallory = at(app, HERE)
    answers = [guess(mallory, f"person{each}").status_code for each in range(21)]
    assert answers == [422] * 20 + [429]
    assert guess(at(app, ELSEWHERE), "person").status_code == 422


def test_another_address_of_the_same_ipv6_network_is_no_other_place(app: Flask) -> None:
    for each in range(5):
        assert guess(at(app, f"2001:db8::{each}")).status_code == 422
    assert guess(at(app, "2001:db8::ffff")).status_code == 429
    assert guess(at(app, "2001:db8:0:1::1")).status_code == 422


def test_an_invented_address_is_no_other_place(app: Flask) -> None:
    mallory = at(app, HERE)
    for each in range(6):
        mallory.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{each}"
        answer = guess(mallory)
    assert answer.status_code == 429


@pytest.mark.usefixtures("alice")
def test_the_api_counts_with_the_page(app: Flask) -> None:
    statuses(at(app, HERE), 5)
    program = Program(app)
    program.client.environ_base["REMOTE_ADDR"] = HERE
    refused = program.sign_in("alice")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert detail(refused) == "Wait 60 seconds, then try again."


def test_who_took_a_session_over_guesses_the_password_no_quicker(app: Flask, alice: Account) -> None:
    mallory = at(app, HERE)
    mallory.sign_in(alice.username)
    form = {"action": "email", "email": "new@example.org", "email_password": WRONG}
    answers = [mallory.submit("/users/profile", **form) for _ in range(6)]
    assert [each.status_code for each in answers] == [422] * 5 + [429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert "Wait 60 seconds" in answers[-1].text
    assert mallory.submit("/users/profile", **form | {"email_password": PASSWORD}).status_code == 429
    assert at(app, ELSEWHERE).sign_in(alice.username).status_code == 303
