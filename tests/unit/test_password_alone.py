"""Mallory has alice's password, and alice has a second factor."""

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.accounts.factor import TRIES
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.browsing import HTMX, Browser, Manner, parsed, text_of
from tests.unit.second_factor import CODE, PAGE, App, switched_on, went_to

PRIVATE = ["/users/", "/users/profile", "/users/profile/data", "/users/profile/tokens", "/chat?user=2"]
PRIVATE += [PAGE, f"{PAGE}/qr.svg"]


@pytest.mark.usefixtures("bob")
@pytest.mark.parametrize("path", PRIVATE)
def test_mallory_with_the_password_alone_reaches_no_page(waiting: Browser, path: str) -> None:
    assert waiting.get(path).status_code in (303, 401), path
    assert waiting.get(path, headers=HTMX).headers.get("HX-Redirect", "").startswith("/users/login")


@pytest.mark.usefixtures("bob")
def test_mallory_with_the_password_alone_changes_nothing_and_has_no_session(
    waiting: Browser, alice: Account, services: Services
) -> None:
    for path in ("/users/profile", PAGE, "/users/profile/tokens", "/users/2/block", "/chat?user=2"):
        waiting.submit(path, action="off", body="hello", name="bot")
    assert services.administration.sessions(alice.id) == []
    assert services.tokens.of(alice.id) == []
    assert services.accounts.factors.of(alice.id)
    assert waiting.client.get("/api/v1/users/me").status_code == 401


def test_asking_for_the_sign_in_again_is_no_way_around(waiting: Browser, alice: Account) -> None:
    for _ in range(2):
        waiting.sign_in(alice.username)
        waiting.get("/users/login")
        assert not waiting.is_signed_in()


def test_a_code_without_a_password_is_nothing(browser: Browser, phone_app: App, manner: Manner) -> None:
    assert browser.get(CODE).headers["Location"] == "/users/login"
    answer = browser.submit(CODE, manner, code=phone_app.next_code())
    assert went_to(answer, manner) == "/users/login"
    assert not browser.is_signed_in()


def test_mallorys_code_does_not_open_alices_account(
    waiting: Browser, mallory: Account, services: Services, clock: MovingClock
) -> None:
    mallorys = switched_on(services, mallory, clock)
    for code in (mallorys.next_code(), mallorys.recovery[0]):
        assert waiting.submit(CODE, code=code).status_code == 422
    assert not waiting.is_signed_in()


def test_after_five_wrong_codes_not_even_the_right_one_is_taken(
    waiting: Browser, phone_app: App, alice: Account
) -> None:
    phone_app.next_code()
    for _ in range(TRIES):
        assert waiting.submit(CODE, code=phone_app.wrong_code()).status_code == 422
    waiting.sign_in(alice.username)  # with a new sign-in nothing begins anew
    answer = waiting.submit(CODE, code=phone_app.code())
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "Too many codes were wrong" in text_of(parsed(answer.text))
    waiting.submit(CODE, code=phone_app.recovery[0])
    assert waiting.is_signed_in()


def test_another_site_cannot_send_a_code(waiting: Browser, phone_app: App) -> None:
    answer = waiting.client.post(CODE, data={"code": phone_app.next_code()})
    assert answer.status_code == 400
    from_afar = {"Origin": "https://evil.example"}
    assert waiting.submit(CODE, from_afar, code=phone_app.code()).status_code == 403
    assert not waiting.is_signed_in()


def test_a_pending_sign_in_ends_after_five_minutes(
    waiting: Browser, phone_app: App, clock: MovingClock, manner: Manner
) -> None:
    clock.forward(minutes=4, seconds=59)
    assert waiting.get(CODE).status_code == 200
    assert waiting.submit(CODE, code="000000x").status_code == 422
    clock.forward(seconds=1)
    answer = waiting.submit(CODE, manner, code=phone_app.next_code())
    assert went_to(answer, manner) == "/users/login"
    assert "That took too long" in waiting.get("/users/login").text
    assert not waiting.is_signed_in()


def test_a_copied_pending_cookie_is_worth_nothing_once_it_was_used(
    app: Flask, waiting: Browser, phone_app: App
) -> None:
    copied, mallorys = waiting.cookie, Browser(app)
    waiting.submit(CODE, code=phone_app.next_code())
    assert waiting.is_signed_in()
    for code in (phone_app.code(), phone_app.next_code(), phone_app.recovery[0]):
        mallorys.cookie = copied
        mallorys.submit(CODE, code=code)
        assert not mallorys.is_signed_in()
        assert mallorys.get(CODE).status_code == 303


@pytest.mark.parametrize("change", ["password", "factor", "off", "disabled", "gone"])
def test_what_becomes_of_the_account_ends_a_pending_sign_in(
    waiting: Browser, services: Services, alice: Account, phone_app: App, change: str
) -> None:
    operator, factors = services.administration, services.accounts.factors
    if change == "password":
        operator.change_password(alice.id, "a wholly different horse")
    if change in ("factor", "off"):
        factors.switch_off(alice.id)
    if change == "factor":
        phone_app = switched_on(services, alice, phone_app.clock)
    if change == "disabled":
        operator.disable(alice.id)
    if change == "gone":
        operator.remove(alice.id)
    answer = waiting.submit(CODE, code=phone_app.next_code())
    assert answer.headers["Location"] == "/users/login"
    assert not waiting.is_signed_in()


def test_a_sign_in_that_waits_has_ended_the_session_from_before(
    mallorys: Browser, alice: Account, mallory: Account, phone_app: App, services: Services
) -> None:
    """Or the code page would be shown in the name of one, and change to another."""
    assert phone_app
    mallorys.sign_in(alice.username)
    assert not mallorys.is_signed_in()
    assert services.administration.sessions(mallory.id) == []
