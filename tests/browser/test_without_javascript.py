"""Two people talk with JavaScript switched off for one of them, by plain forms and a frame."""

import pytest
from playwright.sync_api import expect

from tests.browser.person import FREE_THE_BOX, Person
from tests.browser.plain import frame_of, says, sees
from tests.conftest import PASSWORD

TOO_LONG = "x" * 1001


@pytest.fixture
def alice(alice_without_javascript: Person) -> Person:
    return alice_without_javascript


@pytest.fixture
def bob(bob_with_javascript: Person) -> Person:
    return bob_with_javascript


def test_two_people_talk_when_one_has_no_javascript(alice: Person, bob: Person) -> None:
    says(alice, "By plain form")
    sees(alice, "By plain form")
    bob.sees("By plain form")
    alice.text.fill("half a thought")
    bob.says("Over the socket")
    bob.sees("By plain form", "Over the socket")
    sees(alice, "By plain form", "Over the socket")
    expect(alice.text).to_have_value("half a thought")
    expect(alice.log).to_have_count(0)
    alice.send_button.click()
    bob.sees("By plain form", "Over the socket", "half a thought")
    alice.has_nothing_pending()


def test_looking_is_reading_and_the_newest_is_in_view(alice: Person, bob: Person) -> None:
    for number in range(12):
        bob.posts(bob.address_of(alice), body=f"Message {number}", nonce=f"n{number}")
    expect(frame_of(alice).get_by_text("Message 11")).to_be_in_viewport()
    expect(bob.page.locator(".ticks__read").last).to_be_visible()


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
    bob.sees("Mended")
    sees(alice, "Mended")


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
    sees(alice)
