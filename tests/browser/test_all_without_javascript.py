"""Everything else works with JavaScript switched off, too; the other sees it live."""

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.plain import chooses, frame_of, says, sees


@pytest.fixture
def alice(alice_without_javascript: Person) -> Person:
    return alice_without_javascript


@pytest.fixture
def bob(bob_with_javascript: Person) -> Person:
    return bob_with_javascript


def test_a_message_is_taken_back_and_the_rest_wiped_while_the_other_sees_it_live(
    alice: Person, bob: Person
) -> None:
    says(alice, "a secret")
    says(alice, "kept")
    bob.sees("a secret", "kept")
    alice.text.fill("half a thought")
    frame = frame_of(alice)
    frame.locator(".message", has_text="a secret").get_by_role("link", name="Delete").press("Enter")
    frame.get_by_role("button", name="Delete for both").click()
    bob.sees("kept")
    sees(alice, "kept")
    expect(alice.text).to_have_value("half a thought")
    chooses(alice, "Wipe the conversation", "Wipe for both")
    bob.sees()
    expect(bob.log.get_by_text(f"{alice.name} wiped the conversation")).to_be_visible()
    expect(frame.get_by_text("You wiped the conversation")).to_be_visible()


def test_blocking_and_unblocking(alice: Person, bob: Person) -> None:
    chooses(alice, "Block", f"Block {bob.name}")
    expect(bob.page.get_by_text(f"{alice.name} has blocked you")).to_be_visible()
    alice.page.locator("#standing").get_by_role("button", name="Unblock").click()
    expect(bob.text).to_be_visible()
    bob.turns_to_it()
    bob.says("again")
    sees(alice, "again")


def test_the_profile_and_leaving_no_trace(alice: Person, bob: Person) -> None:
    says(alice, "a secret")
    bob.sees("a secret")
    session = alice.context.cookies()[0]["value"]
    alice.goes("/users/profile")
    alice.page.get_by_label("Dark").check()
    alice.page.locator("section", has=alice.page.get_by_label("Dark")).get_by_role(
        "button", name="Save"
    ).click()
    expect(alice.page.get_by_text("Saved.")).to_be_visible()
    alice.page.locator("summary", has_text="Leave no trace").click()
    alice.page.get_by_role("button", name="Wipe everything and sign out").click()
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(alice.page.get_by_text("you are signed out everywhere")).to_be_visible()
    assert session not in str(alice.context.cookies())
    bob.sees()
    alice.goes("/users/")
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.usefixtures("bob")
def test_a_frame_whose_session_has_ended_says_so_and_looks_no_more(alice: Person) -> None:
    says(alice, "still here")
    sees(alice, "still here")
    tab = alice.tab()
    tab.goes("/users/")
    tab.page.get_by_role("button", name="Sign out").click()
    frame = frame_of(alice)
    expect(frame.get_by_role("heading")).to_have_text("Signed out.")
    frame.get_by_role("link").click()
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("Sign in")
