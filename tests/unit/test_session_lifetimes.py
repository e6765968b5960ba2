"""How long one stays signed in: less long where the browser is not to remember it."""

from datetime import timedelta
from http.cookies import Morsel, SimpleCookie

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from felchat import create_app
from felchat.accounts.domain import Account
from felchat.config import Settings
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock
from tests.unit.browsing import Browser, Manner, parsed
from tests.unit.calling import Program
from tests.unit.conftest import GOOD_SECRET

KEPT = {"remember": "yes"}
HALF_OF_IDLE = {"passing": timedelta(hours=6), "remembered": timedelta(days=15)}
IN_ALL = {"passing": timedelta(days=7), "remembered": timedelta(days=90)}


def cookie_set_by(answer: TestResponse) -> "Morsel[str]":
    (cookie,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
    return cookie


def signed_in(app: Flask, account: Account, kind: str) -> Browser:
    browser = Browser(app)
    browser.sign_in(account.username, **(KEPT if kind == "remembered" else {}))
    return browser


@pytest.mark.parametrize("kind", HALF_OF_IDLE)
def test_who_is_not_here_for_long_signs_in_anew(
    app: Flask, alice: Account, clock: MovingClock, kind: str
) -> None:
    """OWASP ASVS 5.0, 7.3.1."""
    here, away = signed_in(app, alice, kind), signed_in(app, alice, kind)
    clock.time += HALF_OF_IDLE[kind]
    assert here.is_signed_in()
    clock.time += HALF_OF_IDLE[kind]
    assert (here.is_signed_in(), away.is_signed_in()) == (True, False)


@pytest.mark.parametrize("kind", IN_ALL)
def test_also_who_is_always_here_signs_in_anew_at_last(
    app: Flask, alice: Account, clock: MovingClock, kind: str
) -> None:
    """OWASP ASVS 5.0, 7.3.2."""
    browser, began = signed_in(app, alice, kind), clock()
    while clock() + HALF_OF_IDLE[kind] < began + IN_ALL[kind]:
        clock.time += HALF_OF_IDLE[kind]
        assert browser.is_signed_in()
    clock.time += HALF_OF_IDLE[kind]
    assert not browser.is_signed_in()
    browser.sign_in(alice.username)
    assert browser.is_signed_in()


@pytest.mark.usefixtures("alice")
def test_a_cookie_outlasts_the_browser_only_where_it_was_asked_to(app: Flask, manner: Manner) -> None:
    passing, kept = (Browser(app).sign_in("alice", manner, **fields) for fields in ({}, KEPT))
    assert (cookie_set_by(passing)["expires"], cookie_set_by(passing)["max-age"]) == ("", "")
    assert cookie_set_by(kept)["expires"]
    program = Program(app)
    asked = {"username": "alice", "password": PASSWORD}
    assert not cookie_set_by(program.post("/users/login", asked))["expires"]
    assert cookie_set_by(program.post("/users/login", asked | {"remember": True}))["expires"]
    assert not cookie_set_by(program.post("/users/login", asked))["expires"], "an earlier choice lives on"


@pytest.mark.usefixtures("alice")
def test_a_refused_form_keeps_the_choice(browser: Browser, manner: Manner) -> None:
    def ticked(**fields: str) -> bool:
        form = parsed(browser.sign_in("alice", manner, password="wrong", **fields).text)
        return form.find(".//input[@name='remember']").get("checked") is not None

    assert (ticked(), ticked(**KEPT)) == (False, True)


@pytest.mark.usefixtures("alice")
def test_an_answer_to_what_was_asked_before_brings_no_cookie_back(app: Flask) -> None:
    """A slow one, from before a sign-out or a new password, would overwrite the cookie of after."""
    browser = Browser(app)
    browser.sign_in("alice", **KEPT)
    browser.is_signed_in()
    assert "Set-Cookie" not in browser.get("/users/").headers


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("fields", [{}, KEPT], ids=["passing", "remembered"])
def test_the_cookie_in_production_is_for_this_host_by_https_and_for_no_script(
    services: Services, fields: dict[str, str]
) -> None:
    """OWASP ASVS 5.0, 3.3.1 to 3.3.4; RFC 6265bis, 4.1.3."""
    settings = Settings(
        _env_file=None, env="prod", secret_key=GOOD_SECRET, database_url="sqlite://", redis_url=""
    )
    browser = Browser(create_app(settings, services))
    cookie = cookie_set_by(browser.sign_in("alice", **fields))
    assert cookie.key == "__Host-session"
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert browser.client.get_cookie("remember_token") is None


def test_dead_sessions_are_listed_nowhere_and_forgotten(
    services: Services, alice: Account, alices: Browser, phone: Browser, clock: MovingClock
) -> None:
    clock.forward(hours=11)
    assert alices.is_signed_in()
    assert len(services.administration.sessions(alice.id)) == 2
    clock.forward(hours=1)
    assert "Firefox" not in alices.get("/users/profile").text
    assert len(services.administration.sessions(alice.id)) == 1
    services.administration.forget_ended_sessions()
    clock.forward(hours=-1)  # or they would only be hidden
    assert len(services.administration.sessions(alice.id)) == 1
    assert not phone.is_signed_in()
