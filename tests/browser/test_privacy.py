"""The three switches in the profile: what alice does not show, neither she nor bob sees, at once."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.person import Person
from tests.browser.test_reading import shows
from tests.browser.test_typing import hint


def chooses(person: Person, legend: str, choice: str) -> None:
    """Set a switch on the profile's page, in another tab."""
    tab = person.tab()
    tab.goes("/users/profile")
    group = tab.page.get_by_role("group", name=legend)
    group.get_by_role("radio", name=choice).check()
    tab.page.get_by_role("region", name="What others see of you").get_by_role("button", name="Save").click()
    expect(tab.page.get_by_text("Saved.")).to_be_visible()
    tab.page.close()
    person.turns_to_it()


def test_reading_is_shown_to_neither_while_alice_hides_it(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.says("one")
    shows(alice, "Read")
    bob.says("two")
    shows(bob, "Read")
    chooses(alice, "That you have read a message", "Hidden")
    shows(alice, "Sent")
    shows(bob, "Sent")
    bob.turns_to_it()
    bob.says("three")
    alice.sees("one", "two", "three")
    bob.page.wait_for_timeout(1500)  # more than alice's page takes to say what it has shown
    shows(bob, "Sent", "Sent")
    chooses(alice, "That you have read a message", "Shown")
    shows(bob, "Read", "Read")
    shows(alice, "Read")


def test_presence_is_shown_to_neither_while_alice_hides_it(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    for each in (alice, bob):
        expect(each.page.locator("#presence")).to_have_text("online")
    chooses(alice, "That you are here", "Hidden")
    for each in (alice, bob):
        expect(each.page.locator("#presence")).to_be_empty()
    chooses(alice, "That you are here", "Shown")
    for each in (alice, bob):
        expect(each.page.locator("#presence")).to_have_text("online")


def test_typing_is_shown_to_neither_while_alice_hides_it(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    chooses(alice, "That you are typing", "Hidden")
    for writer, reader in ((alice, bob), (bob, alice)):
        writer.turns_to_it()
        writer.types("x")
        reader.page.wait_for_timeout(500)
        expect(hint(reader)).to_have_count(0)
    chooses(alice, "That you are typing", "Shown")
    alice.page.wait_for_timeout(2000)
    alice.types("x")
    expect(hint(bob)).to_be_visible()
