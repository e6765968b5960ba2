"""What every open page tells by itself of the others: their order, what is unread, its title and icon."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.cast import Cast
from tests.browser.person import LAPTOP, Person, Tab
from tests.browser.test_blocks import blocks


def names_on(tab: Tab) -> Locator:
    return tab.page.locator("#directory .person__name")


def row_of(tab: Tab, other: Person) -> Locator:
    return tab.page.locator("#directory").get_by_role("link", name=other.name)


def has_to_read(tab: Tab, title: str, conversations: int) -> None:
    """What the tab says of itself: its title and its icon."""
    count = f"({conversations}) " if conversations else ""
    expect(tab.page).to_have_title(f"{count}{title} · Felchat")
    icon = re.compile(r"/felchat-unread\.svg" if conversations else r"/felchat\.svg")
    expect(tab.page.locator("link[rel=icon]")).to_have_attribute("href", icon)


def test_who_writes_comes_to_the_top_and_counts_in_title_and_icon(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site, viewport=LAPTOP)
    mallory, bob, carol = (cast.person(name, site) for name in ("mallory", "bob", "carol"))
    for each in (alice, mallory):
        each.goes("/users/")
        each.mark()
    for each, conversations in ((bob, 1), (carol, 2)):
        each.opens(alice)
        each.says("Are you there?")
        has_to_read(alice, "People", conversations)
        expect(names_on(alice).first).to_have_text(each.name)
        expect(row_of(alice, each)).to_contain_text("1 not read")
    assert alice.was_not_loaded_again()
    has_to_read(mallory, "People", 0)
    expect(mallory.page.locator(".unread")).to_have_count(0)


def test_what_is_read_in_one_tab_is_read_in_all_and_on_other_devices(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.goes("/users/profile")
    second = alice.tab()
    second.goes("/users/")
    bob.says("Are you there?")
    has_to_read(alice, "Your profile", 1)
    has_to_read(second, "People", 1)
    third = alice.tab()
    third.opens(bob)
    has_to_read(third, bob.name, 0)
    has_to_read(alice, "Your profile", 0)
    has_to_read(second, "People", 0)
    expect(row_of(second, bob)).not_to_contain_text("not read")


def test_beside_a_conversation_the_others_are_told_of(cast: Cast, site: str) -> None:
    bob, alice = cast.pair(site)  # bob on a phone
    carol = cast.person("carol", site)
    carol.opens(alice)
    carol.says("And I?")
    has_to_read(alice, bob.name, 1)
    expect(names_on(alice).first).to_have_text(carol.name)
    bob.says("Not so loud")
    alice.sees("Not so loud")
    expect(names_on(alice).first).to_have_text(bob.name)
    expect(row_of(alice, bob)).not_to_contain_text("not read")
    has_to_read(alice, bob.name, 1)
    row_of(alice, carol).click()
    has_to_read(alice, carol.name, 0)


def test_a_row_that_moves_takes_its_focus_along(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site, viewport=LAPTOP)
    bob, carol = (cast.person(name, site) for name in ("bob", "carol"))
    carol.opens(alice)
    bob.opens(alice)
    alice.goes("/users/")
    expect(names_on(alice).first).to_have_text(carol.name)
    row_of(alice, bob).focus()
    bob.says("Are you there?")
    expect(names_on(alice).first).to_have_text(bob.name)
    expect(row_of(alice, bob)).to_be_focused()
    expect(alice.page.locator(f"#directory .person:has-text('{bob.name}')")).to_have_count(1)


def test_in_a_search_nobody_is_moved_or_added(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site, viewport=LAPTOP)
    bob, carol = (cast.person(name, site) for name in ("bob", "carol"))
    alice.goes("/users/")
    alice.page.get_by_role("searchbox").fill(bob.name)
    expect(names_on(alice)).to_have_text([bob.name])
    for each in (carol, bob):
        each.opens(alice)
        each.says("Are you there?")
    expect(row_of(alice, bob)).to_contain_text("1 not read")
    has_to_read(alice, "People", 2)
    expect(names_on(alice)).to_have_text([bob.name])


def test_somebody_new_who_writes_gets_a_row(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site, viewport=LAPTOP)
    alice.goes("/users/")
    alice.mark()
    bob = cast.person("bob", site)
    bob.opens(alice)
    bob.says("I am new here")
    expect(names_on(alice).first).to_have_text(bob.name)
    expect(row_of(alice, bob)).to_contain_text("1 not read")
    bob.says("And again")
    expect(row_of(alice, bob)).to_contain_text("2 not read")
    assert alice.was_not_loaded_again()


def test_a_block_changes_the_row_of_the_one_in_the_open_list_of_the_other(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.goes("/users/")
    blocks(bob)
    expect(row_of(alice, bob)).to_contain_text("has blocked you")
