"""The newest messages are in view, older ones come on scrolling up, and nothing jumps while one reads."""

import pytest
from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.person import Person

SAID = [f"Message {number:02}, long enough to need a second line on a phone" for number in range(25)]
GO_UP = """(log, text) => {
    log.scrollTop = -log.scrollHeight
    const messages = [...log.querySelectorAll("article")]
    return messages.find(each => each.textContent.includes(text)).getBoundingClientRect().top
}"""


@pytest.fixture
def alice(cast: Cast, short_pages: str) -> Person:
    return cast.person("alice", short_pages)


@pytest.fixture
def bob(cast: Cast, short_pages: str, alice: Person) -> Person:
    """Bob said all of it before alice opened the conversation."""
    bob = cast.person("bob", short_pages)
    bob.opens(alice)
    address = bob.address_of(alice)
    for body in SAID:
        bob.posts(address, body=body)
    bob.sees(*SAID)
    alice.opens(bob)
    return bob


def top_of(person: Person, body: str) -> float:
    box = person.article(body).bounding_box()
    assert box
    return box["y"]


def scroll_up_a_little(person: Person) -> None:
    person.log.hover()
    person.page.mouse.wheel(0, -200)
    expect(person.messages.last).not_to_be_in_viewport()


@pytest.mark.usefixtures("bob")
def test_it_opens_at_the_newest_and_older_ones_come_on_scrolling_up(alice: Person) -> None:
    alice.sees(*SAID[-10:])
    expect(alice.messages.last).to_be_in_viewport(ratio=1)
    expect(alice.messages.first).not_to_be_in_viewport()
    for shown in (10, 20):
        oldest = SAID[-shown]
        before = alice.log.evaluate(GO_UP, oldest)
        alice.sees(*SAID[-min(shown + 10, 25) :])
        assert top_of(alice, oldest) == pytest.approx(before, abs=2)
    expect(alice.page.get_by_text("Earlier messages")).to_have_count(0)


def test_nothing_jumps_while_one_reads_and_the_end_is_followed(alice: Person, bob: Person) -> None:
    scroll_up_a_little(alice)
    before = top_of(alice, SAID[-4])
    bob.says("News")
    expect(alice.article("News")).to_have_count(1)
    assert top_of(alice, SAID[-4]) == pytest.approx(before, abs=2)
    alice.turns_to_it()
    alice.says("Here I am")
    expect(alice.article("Here I am")).to_be_in_viewport(ratio=1)
    bob.says("So you are")
    expect(alice.article("So you are")).to_be_in_viewport(ratio=1)


def test_news_are_told_to_who_has_scrolled_up_and_lead_to_the_end(alice: Person, bob: Person) -> None:
    news = alice.page.get_by_role("button", name="New messages")
    scroll_up_a_little(alice)
    expect(news).to_have_count(0)
    bob.says("Newer")
    expect(news).to_be_visible()
    expect(alice.messages.last).not_to_be_in_viewport()
    news.press("Enter")
    expect(alice.article("Newer")).to_be_in_viewport(ratio=1)
    expect(news).to_have_count(0)
    here = alice.page.get_by_text("The newest messages").locator("..")
    expect(here).to_be_focused()

    bob.says("Newer still")
    expect(alice.article("Newer still")).to_be_in_viewport(ratio=1)
    expect(news).to_have_count(0)
    expect(here).to_be_focused()
    alice.text.focus()
    expect(here).to_have_count(0)

    scroll_up_a_little(alice)
    bob.says("Newest")
    expect(news).to_be_visible()
    alice.log.hover()
    alice.page.mouse.wheel(0, 2000)
    expect(alice.article("Newest")).to_be_in_viewport(ratio=1)
    expect(news).to_have_count(0)
