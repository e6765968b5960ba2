"""What was said is taken back, by one click and one more: every open page loses it, and the talk goes on."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.cast import Cast
from tests.browser.person import Person, Tab


def takes_back(person: Tab, body: str) -> None:
    article = person.article(body)
    article.locator("summary").click()
    article.get_by_role("button", name="Delete for both").click()


def wipes(person: Tab) -> None:
    person.page.get_by_role("button", name="More").last.click()
    person.page.get_by_text("Wipe the conversation").click()
    person.page.get_by_role("button", name="Wipe for both").click()


def is_told(page: Page, words: str) -> None:
    """In a place that has the focus, which stood on what is gone; and which goes with the reader."""
    told = page.get_by_text(words)
    expect(told).to_be_focused()
    page.locator("#composer").get_by_role("textbox").last.focus()
    expect(told).to_have_count(0)


def test_what_alice_takes_back_leaves_every_page_of_both_and_not_mallorys(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    mallory = cast.person("mallory", site)
    alice.says("kept")
    alice.sees("kept")
    alice.says("a secret")
    bob.sees("kept", "a secret")
    other_tab = alice.tab()
    other_tab.opens(bob)
    mallory.opens(alice)
    alice.says("to mallory, too")
    takes_back(alice, "a secret")
    for each in (alice, bob, other_tab):
        each.sees("kept", "to mallory, too")
    is_told(alice.page, "Deleted for both of you.")
    mallory.sees()
    bob.turns_to_it()
    bob.says("what was it?")
    for each in (alice, bob, other_tab):
        each.sees("kept", "to mallory, too", "what was it?")
    bob.page.reload()
    bob.sees("kept", "to mallory, too", "what was it?")


def test_only_ones_own_can_be_taken_back_and_by_keys_alone(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.says("mine")
    bob.sees("mine")
    expect(bob.article("mine").locator("summary")).to_have_count(0)
    alice.article("mine").locator("summary").focus()
    for key in ("Enter", "Tab", "Enter"):
        alice.page.keyboard.press(key)
    for each in (alice, bob):
        each.sees()


def test_who_was_away_comes_back_to_what_is_left(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    said = ["one", "two", "three"]
    for number, each in enumerate(said, start=1):
        alice.says(each)
        bob.sees(*said[:number])
    bob.context.set_offline(True)
    takes_back(alice, "three")
    alice.sees("one", "two")
    bob.context.set_offline(False)
    bob.page.reload()
    bob.sees("one", "two")


def test_a_wiped_conversation_is_gone_for_both_at_once_and_says_by_whom(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.says("a secret")
    bob.sees("a secret")
    bob.turns_to_it()
    bob.types("half a thought")
    wipes(bob)
    for each in (alice, bob):
        each.sees()
    is_told(bob.page, "The conversation is wiped.")
    for person, words in ((alice, f"{bob.name} wiped the conversation"), (bob, "You wiped the conversation")):
        expect(person.log.get_by_text(words)).to_be_visible()
    alice.says("and now?")
    bob.sees("and now?")
    bob.page.reload()
    bob.sees("and now?")
    expect(bob.log.get_by_text("You wiped the conversation")).to_be_visible()


def test_what_was_not_read_is_not_unread_once_it_is_wiped(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    bob.goes("/users/")
    alice.says("psst")
    row = unread_of(bob, alice)
    expect(row).to_contain_text("1", timeout=20_000)
    wipes(alice)
    expect(row).not_to_contain_text("1", timeout=20_000)


def unread_of(person: Person, other: Person) -> Locator:
    return person.page.locator(".person", has_text=other.name).locator("[id^=unread-]")
