"""One's own messages show what the other has read, and nothing moves for it."""

from playwright.sync_api import Locator, expect

from tests.browser.cast import Cast
from tests.browser.person import LAPTOP, Person, Tab


def ticks_of(tab: Tab) -> Locator:
    """The state of each of one's own messages, as it is seen."""
    return tab.log.locator(".ticks > :visible")


def shows(tab: Tab, *states: str) -> None:
    expect(ticks_of(tab)).to_have_text(list(states))


def test_ticks_turn_in_every_page_of_alices_when_bob_opens_his_and_mallory_changes_nothing(
    cast: Cast, site: str
) -> None:
    alice, bob = cast.person("alice", site), cast.person("bob", site, viewport=LAPTOP)
    mallory = cast.person("mallory", site)
    alice.opens(bob)
    second = alice.tab()
    second.opens(bob)
    alice.turns_to_it()
    alice.says("one")
    alice.sees("one")
    alice.says("two")
    alice.sees("one", "two")
    mallory.opens(alice)
    mallory.says("Is she there?")
    shows(alice, "Sent", "Sent")

    bob.opens(alice)
    for each in (alice, second):
        shows(each, "Read", "Read")
    alice.says("three")
    shows(alice, "Read", "Read", "Read")
    bob.goes("/users/")
    alice.says("four")
    alice.sees("one", "two", "three", "four")
    shows(alice, "Read", "Read", "Read", "Sent")
    alice.page.reload()
    shows(alice, "Read", "Read", "Read", "Sent")
    alice.is_live()
    shows(alice, "Read", "Read", "Read", "Sent")


def test_who_answers_has_read_what_was_said_before(cast: Cast, site: str) -> None:
    alice, bob = cast.person("alice", site), cast.person("bob", site, viewport=LAPTOP)
    alice.opens(bob)
    alice.says("one")
    shows(alice, "Sent")
    answer_by_api(bob, alice, "two")
    alice.sees("one", "two")
    shows(alice, "Read")
    alice.says("three")
    shows(alice, "Read", "Sent")


def answer_by_api(person: Person, other: Person, body: str) -> None:
    """Say something without opening a page, which would count as reading."""
    number = person.address_of(other).rpartition("=")[2]
    address, headers = f"{person.site}/api/v1/messages/{number}", {"Origin": person.site}
    assert person.context.request.post(address, data={"body": body}, headers=headers).ok


def test_what_is_older_is_read_where_the_mark_is_further_down_and_shows_it_where_it_stands(
    cast: Cast, short_pages: str
) -> None:
    alice, bob = cast.person("alice", short_pages), cast.person("bob", short_pages, viewport=LAPTOP)
    for each in range(13):
        alice.posts(alice.address_of(bob), body=f"{each}\n\n\n\n\n.", nonce=f"n{each}")
        if each == 1:
            bob.goes(bob.address_of(alice))
            bob.goes("/users/")
    alice.opens(bob)
    expect(alice.messages).to_have_count(10)
    shows(alice, *["Sent"] * 10)
    alice.page.locator("#older").scroll_into_view_if_needed()
    expect(alice.messages).to_have_count(13)
    shows(alice, "Read", "Read", *["Sent"] * 11)
    bob.opens(alice)
    shows(alice, *["Read"] * 13)
    expect(alice.page.locator("#seen")).to_have_count(1)


def test_what_is_said_below_what_somebody_has_scrolled_to_is_read_once_they_come_down(
    cast: Cast, site: str
) -> None:
    alice, bob = cast.pair(site)
    bob.posts(bob.address_of(alice), body="\n".join(map(str, range(100))))
    expect(bob.messages).to_have_count(1)
    bob.log.evaluate("log => log.scrollTo(0, -400)")
    alice.says("Below")
    expect(bob.messages).to_have_count(2)
    bob.page.wait_for_timeout(1000)  # as long as reading takes to be told, and more
    shows(alice, "Sent")
    bob.log.evaluate("log => log.scrollTo(0, 0)")
    shows(alice, "Read")
