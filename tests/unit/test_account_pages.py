"""Registering, signing in and signing out, by plain forms and by htmx."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import PASSWORD
from tests.unit.browsing import HTMX, Browser, Manner, described_by, parsed, text_of

CAROL = {"username": "carol", "email": "carol@example.org", "password": PASSWORD}
WRONG_FIELDS = [
    ("username", "c", "3 to 32 letters"),
    ("username", "ALICE", "username already"),
    ("email", "carol", "not an e-mail address"),
    ("password", "short", "8 to 128 characters"),
    ("password", "Password1", "first that are guessed"),
]


def went_to(answer: TestResponse) -> str:
    """Where an answer sends the browser, by a redirect or by htmx's header."""
    if answer.status_code == 204:
        assert not answer.data
        return answer.headers["HX-Redirect"]
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_a_new_person_is_signed_in_and_sent_to_the_people(browser: Browser, manner: Manner) -> None:
    answer = browser.submit("/users/register", manner, **CAROL)
    assert went_to(answer) == "/users/"
    assert browser.is_signed_in()
    assert browser.get("/").headers["Location"] == "/users/"


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize(("field", "typed", "said"), WRONG_FIELDS)
def test_a_wrong_field_says_why_and_the_others_say_nothing(
    browser: Browser, field: str, typed: str, said: str
) -> None:
    answer = browser.submit("/users/register", **CAROL | {field: typed})
    page = parsed(answer.text)
    assert answer.status_code == 422
    assert said in described_by(page, field)
    assert [each.get("name") for each in page.iter("input") if each.get("aria-invalid")] == [field]
    assert not browser.is_signed_in()


@pytest.mark.usefixtures("alice")
def test_a_taken_address_is_not_told_from_a_name_that_will_not_do(browser: Browser, manner: Manner) -> None:
    """Original fault P11: a duplicate e-mail said that the name is taken, with status 200."""
    answer = browser.submit("/users/register", manner, **CAROL | {"email": "Alice@Example.org"})
    page = parsed(answer.text)
    assert answer.status_code == 422
    assert "this username and this address" in text_of(page.find(".//form//*[@role='alert']"))
    assert not any(each.get("aria-invalid") for each in page.iter("input"))
    assert not browser.is_signed_in()


@pytest.mark.parametrize("path", ["/users/register", "/users/login"])
def test_a_refused_form_keeps_what_was_typed_but_never_the_password(
    browser: Browser, path: str, manner: Manner
) -> None:
    typed = {"username": "<b>\"mallory'", "email": "<i>@&", "password": "secret-sauce-<x>"}
    answer = browser.submit(path, manner, **typed)
    fields = {each.get("name"): each.get("value") for each in parsed(answer.text).iter("input")}
    assert answer.status_code == 422
    assert fields["username"] == typed["username"]
    assert fields.get("email", typed["email"]) == typed["email"]
    assert not fields["password"]
    assert "secret-sauce" not in answer.text + str(answer.headers)


def test_htmx_gets_the_form_alone_and_a_plain_form_the_page(browser: Browser) -> None:
    for path in ("/users/register", "/users/login"):
        assert "<html" not in browser.submit(path, HTMX).text
        assert "<html" in browser.submit(path).text


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize(
    ("username", "password"), [("alice", "wrong password"), ("nobody", PASSWORD), ("", "")]
)
def test_a_refused_sign_in_does_not_tell_which_was_wrong(
    browser: Browser, username: str, password: str
) -> None:
    answer = browser.sign_in(username, password=password)
    assert answer.status_code == 422
    assert described_by(parsed(answer.text), "password") == "The username or the password is wrong."
    assert not browser.is_signed_in()


@pytest.mark.usefixtures("alice", "mallory")
def test_signing_in_begins_a_new_session_and_ends_the_old(browser: Browser, app: Flask) -> None:
    browser.sign_in("mallory")
    thief = Browser(app)
    thief.cookie = browser.cookie
    assert thief.is_signed_in()
    browser.sign_in("alice")
    assert browser.cookie != thief.cookie
    assert (browser.is_signed_in(), thief.is_signed_in()) == (True, False)


def test_a_copied_cookie_is_dead_after_sign_out(
    alices: Browser, bobs: Browser, app: Flask, manner: Manner
) -> None:
    """Original fault S14."""
    thief = Browser(app)
    thief.cookie = alices.cookie
    assert thief.is_signed_in()
    assert went_to(alices.submit("/users/logout", manner)) == "/users/login"
    assert not alices.is_signed_in()
    assert not thief.is_signed_in()
    assert bobs.is_signed_in()


def test_following_a_link_signs_nobody_out(alices: Browser) -> None:
    """Original fault S7."""
    assert alices.get("/users/logout").status_code == 405
    assert alices.is_signed_in()
