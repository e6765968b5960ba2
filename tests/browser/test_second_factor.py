"""The second factor, from switching it on to a lost phone."""

import time

import pytest
from playwright.sync_api import expect
from pyotp import TOTP

from tests.browser.cast import Cast
from tests.browser.person import Person
from tests.browser.test_accessibility import is_fine
from tests.browser.test_looks import look
from tests.conftest import PASSWORD

PAGE = "/users/profile/second-factor"
IS_DRAWN = "each => each.complete && each.naturalWidth > 0"


def code_of(secret: str, later: int = 0) -> str:
    """The code of now, or so many steps of it later: the server takes each once, and one that is early."""
    return TOTP(secret.replace(" ", "").upper()).at(time.time(), counter_offset=later)


def switches_on(alice: Person) -> str:
    """Switch it on as far as the key, and return that."""
    alice.goes("/users/profile")
    alice.page.get_by_role("link", name="Ask for a code of an app").click()
    alice.page.get_by_label("Current password").fill(PASSWORD)
    alice.page.get_by_role("button", name="Begin").click()
    picture = alice.page.get_by_role("img", name="A QR code")
    expect(picture).to_be_visible()
    assert picture.evaluate(IS_DRAWN)
    return alice.page.locator("code").inner_text()


def confirms(alice: Person, secret: str) -> list[str]:
    """Show that the app has the key. Returns the recovery codes."""
    alice.page.get_by_label("Code from your app").fill(code_of(secret))
    alice.page.get_by_role("button", name="Switch on").click()
    expect(alice.page.locator("li code")).to_have_count(10)
    return alice.page.locator("li code").all_inner_texts()


def signs_in(alice: Person, code: str) -> None:
    alice.goes("/users/login")
    alice.page.get_by_label("Username").fill(alice.name)
    alice.page.get_by_label("Password").fill(PASSWORD)
    alice.page.keyboard.press("Enter")
    alice.page.wait_for_url("**/users/login/code")
    expect(alice.page.get_by_label("Code from your app")).to_be_focused()
    alice.types(code)
    alice.page.keyboard.press("Enter")


@pytest.mark.parametrize("scripted", [True, False], ids=["htmx", "plain"])
def test_alice_switches_it_on_and_signs_in_with_it_and_without_her_phone(
    cast: Cast, site: str, scripted: bool
) -> None:
    alice = cast.person("alice", site, java_script_enabled=scripted)
    secret = switches_on(alice)
    recovery = confirms(alice, secret)
    expect(alice.page.get_by_text("10 recovery codes are left.")).to_be_visible()
    alice.context.clear_cookies()
    signs_in(alice, code_of(secret, later=1))
    expect(alice.page.get_by_role("heading", level=1, name="People")).to_be_visible()
    alice.context.clear_cookies()
    alice.watch.excuse("422")
    signs_in(alice, recovery[0][:-1])
    expect(alice.page.get_by_text("This code is wrong.")).to_be_visible()
    expect(alice.page.get_by_label("Code from your app")).to_be_focused()
    alice.types(recovery[0])
    alice.page.keyboard.press("Enter")
    expect(alice.page.get_by_text("9 recovery codes are left.")).to_be_visible()
    alice.page.get_by_text("Switch off", exact=True).click()
    form = alice.page.locator("form").filter(has=alice.page.get_by_role("button", name="Switch the second"))
    form.get_by_label("Current password").fill(PASSWORD)
    form.get_by_label("Code from your app").fill(recovery[1])
    form.get_by_role("button").click()
    expect(alice.page.get_by_role("status")).to_contain_text("The second factor is off")


def test_its_pages_are_fine_for_everybody(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site)
    secret = switches_on(alice)
    link = alice.page.get_by_role("link", name="Open the app")
    assert str(link.get_attribute("href")).startswith("otpauth://totp/Felchat:")
    for moment in ("the key", "the codes", "the sign-in"):
        if moment == "the codes":
            confirms(alice, secret)
        if moment == "the sign-in":
            alice.context.clear_cookies()
            alice.watch.excuse("422")
            signs_in(alice, "000 000 x")
            expect(alice.page.get_by_text("This code is wrong.")).to_be_visible()
        look(alice)
        is_fine(alice)
