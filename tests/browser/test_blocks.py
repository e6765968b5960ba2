"""Blocking from a browser: every open tab of both is told at once, and what was begun is kept."""

from playwright.sync_api import Locator, expect

from tests.browser.cast import Cast
from tests.browser.person import Person, Tab


def blocks(person: Person) -> None:
    """From the conversation's menu, by keyboard: ask, and confirm."""
    menu = person.page.locator("#menu")
    person.page.get_by_role("button", name="More", exact=True).press("Enter")
    menu.locator("summary").first.press("Enter")
    menu.get_by_role("button", name="Block").press("Enter")


def standing(tab: Tab) -> Locator:
    return tab.page.locator("#standing")


def test_a_block_reaches_every_tab_of_both_at_once_and_its_end_does_too(cast: Cast, site: str) -> None:
    """Original fault P7."""
    alice, bob = cast.pair(site)
    bobs_other_tab = bob.tab()
    bobs_other_tab.opens(alice)
    bob.turns_to_it()
    bob.types("Half a thought")

    blocks(alice)
    expect(standing(alice)).to_contain_text(f"You have blocked {bob.name}.")
    for tab in (bob, bobs_other_tab):
        expect(standing(tab)).to_contain_text(f"{alice.name} has blocked you.")
        expect(standing(tab).get_by_role("button")).to_have_count(0)
    for tab in (alice, bob, bobs_other_tab):
        expect(tab.composer).to_be_hidden()
        expect(tab.page.locator("#presence")).to_be_empty()

    standing(alice).get_by_role("button", name="Unblock").click()
    for tab in (alice, bob, bobs_other_tab):
        expect(standing(tab)).to_be_empty()
        expect(tab.composer).to_be_visible()
        expect(tab.page.locator("#presence")).to_have_text("online")
    expect(bob.text).to_have_value("Half a thought")
    bob.turns_to_it()
    bob.says(" and the rest")
    alice.sees("Half a thought and the rest")


def test_a_block_says_nothing_to_mallory(cast: Cast, site: str) -> None:
    alice, _ = cast.pair(site)
    mallory = cast.person("mallory", site)
    mallory.opens(alice)
    blocks(alice)
    expect(standing(alice)).to_contain_text("You have blocked")
    mallory.says("Still here")
    mallory.sees("Still here")
    expect(standing(mallory)).to_be_empty()


def test_a_message_that_meets_a_block_is_kept_with_its_reason(cast: Cast, site: str) -> None:
    """Original fault C7."""
    alice, bob = cast.pair(site)
    blocks(alice)
    expect(standing(bob)).to_contain_text("has blocked you")
    bob.page.locator("#standing").evaluate("each => each.replaceChildren()")
    bob.text.focus()
    bob.says("Through a page that does not know")
    expect(bob.composer.get_by_role("alert")).to_contain_text("one of you has blocked the other")
    expect(bob.texts.first).to_have_value("Through a page that does not know")
    alice.sees()


def test_who_blocks_by_keyboard_goes_on_from_there(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    blocks(alice)
    expect(standing(alice)).to_contain_text("You have blocked")
    expect(alice.page.get_by_text("Blocked.", exact=True)).to_be_focused()
    expect(alice.page.locator("#menu")).to_be_hidden()
    standing(alice).get_by_role("button", name="Unblock").press("Enter")
    expect(standing(alice)).to_be_empty()
    expect(alice.page.get_by_text("Unblocked.", exact=True)).to_be_focused()
    alice.goes("/users/")
    row = alice.page.get_by_role("listitem").filter(has_text=bob.name)
    row.locator("summary").press("Enter")
    row.get_by_role("button", name="Block").press("Enter")
    expect(row.get_by_role("button", name="Unblock")).to_be_focused()
