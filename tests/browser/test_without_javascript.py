"""Everything works with JavaScript switched off, by plain forms."""

import pytest
from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.person import FREE_THE_BOX, Person
from tests.conftest import PASSWORD

TOO_LONG = "x" * 1001


@pytest.fixture
def alice(cast: Cast, site: str) -> Person:
    alice = cast.somebody("alice", site, java_script_enabled=False)
    alice.goes("/users/register")
    alice.page.get_by_label("Username").fill(alice.name)
    alice.page.get_by_label("E-mail").fill(f"{alice.name}@example.org")
    alice.page.get_by_label("Password").fill(PASSWORD)
    alice.page.get_by_role("button", name="Register").click()
    return alice


@pytest.fixture
def bob(cast: Cast, site: str, alice: Person) -> Person:
    """Bob has JavaScript; alice has found him among the people."""
    bob = cast.person("bob", site)
    alice.page.reload()
    alice.page.get_by_role("link", name=bob.name).click()
    expect(alice.page.get_by_role("heading", level=1)).to_have_text(bob.name)
    bob.opens(alice)
    return bob


def test_two_people_talk_when_one_has_no_javascript(alice: Person, bob: Person) -> None:
    alice.text.fill("By plain form")
    alice.composer.get_by_role("button", name="Send").click()
    alice.sees("By plain form")
    bob.sees("By plain form")
    bob.says("Over the socket")
    bob.sees("By plain form", "Over the socket")
    alice.page.get_by_role("link", name="Look for new messages").click()
    alice.sees("By plain form", "Over the socket")
    alice.has_nothing_pending()


def test_a_refused_message_is_kept_in_the_composer(alice: Person, bob: Person) -> None:
    alice.watch.excuse("422")
    for text, reason in (("  ", "write something"), (TOO_LONG, "at most 1,000 characters")):
        alice.text.evaluate(FREE_THE_BOX)
        alice.text.fill(text)
        alice.text.press("Enter")
        expect(alice.composer.get_by_role("alert")).to_contain_text(reason)
        expect(alice.text).to_have_value(text)
    alice.text.fill("Mended")
    alice.text.press("Enter")
    for each in (alice, bob):
        each.sees("Mended")


@pytest.mark.usefixtures("bob")
def test_signing_out_and_in_again(alice: Person) -> None:
    conversation = alice.page.url
    alice.page.get_by_role("link", name="People").click()
    alice.page.get_by_role("button", name="Sign out").click()
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    alice.page.goto(conversation)
    alice.page.get_by_label("Username").fill(alice.name)
    alice.page.get_by_label("Password").fill("not the password")
    alice.watch.excuse("422")
    alice.page.get_by_role("button", name="Sign in").click()
    expect(alice.page.get_by_text("The username or the password is wrong")).to_be_visible()
    expect(alice.page.get_by_label("Username")).to_have_value(alice.name)
    alice.page.get_by_label("Password").fill(PASSWORD)
    alice.page.get_by_role("button", name="Sign in").click()
    expect(alice.page).to_have_url(conversation)
    alice.sees()
