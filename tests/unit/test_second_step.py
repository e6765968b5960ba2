"""Signing in with a second factor: the password, and then a code."""

from secrets import choice, token_urlsafe

import pytest
from werkzeug.urls import iri_to_uri

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.unit.browsing import PLAIN, Browser, Manner, described_by, parsed
from tests.unit.second_factor import CODE, PAGE, App, went_to

PRIVATE = [
    "/users/",
    "/users/profile",
    "/users/profile/data",
    PAGE,
    f"{PAGE}/qr.svg",
    "/users/profile/tokens",
]
PRIVATE += ["/chat?user=2", "/chat/log?user=2"]
ANY_HAN = "".join(choice([chr(each) for each in range(0x4E00, 0x9FA5)]) for _ in range(510))
"""As much as an address may be, of what no compression makes smaller."""


def test_alice_signs_in_with_her_password_and_a_code(
    browser: Browser, alice: Account, phone_app: App, manner: Manner
) -> None:
    asked = browser.sign_in(alice.username, manner, next="/chat?user=2")
    assert went_to(asked, manner) == CODE
    form = browser.get(CODE)
    assert form.headers["Cache-Control"] == "no-store"
    assert parsed(form.text).find(".//input[@name='code']").get("autocomplete") == "one-time-code"
    answer = browser.submit(CODE, manner, code=phone_app.next_code())
    assert went_to(answer, manner) == "/chat?user=2"
    assert browser.is_signed_in()


def test_alice_signs_in_with_a_recovery_code_and_is_told_how_many_are_left(
    waiting: Browser, phone_app: App
) -> None:
    answer = waiting.submit(CODE, code=phone_app.recovery[3])
    assert answer.headers["Location"] == PAGE
    page = waiting.get(PAGE).text
    assert "You signed in with a recovery code" in page
    assert "9 recovery codes are left." in page


def test_to_be_remembered_outlasts_the_second_step(
    browser: Browser, alice: Account, phone_app: App, services: Services
) -> None:
    browser.sign_in(alice.username, remember="yes")
    browser.submit(CODE, code=phone_app.next_code())
    assert [each.remembered for each in services.administration.sessions(alice.id)] == [True]


@pytest.mark.parametrize("then", [f"/{token_urlsafe(6000)}", f"/{token_urlsafe(380)}", f"/{ANY_HAN}"])
def test_no_address_to_go_on_to_makes_the_cookie_too_large(
    browser: Browser, alice: Account, phone_app: App, then: str
) -> None:
    browser.sign_in(alice.username, next=then)
    assert len(browser.cookie) < 4000
    answer = browser.submit(CODE, code=phone_app.next_code())
    assert browser.is_signed_in()
    assert answer.headers["Location"] in ("/users/", iri_to_uri(then))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Type the code that your app shows, or a recovery code."),
        ("no code", "This code is wrong. The app shows another one every 30 seconds."),
    ],
)
def test_a_code_that_is_refused_is_told_beside_its_field(
    waiting: Browser, manner: Manner, typed: str, says: str
) -> None:
    answer = waiting.submit(CODE, manner, code=typed)
    assert answer.status_code == 422
    assert described_by(parsed(answer.text), "code") == says
    assert ("<html" in answer.text) == (manner == PLAIN)
    assert not waiting.is_signed_in()
    assert waiting.get(CODE).status_code == 200, "the password is not asked for again"
