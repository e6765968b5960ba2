"""What may not be sent: the writer is told why, keeps the text, and nobody else sees anything."""

import pytest
from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.person import FREE_THE_BOX, Person

REFUSED = {
    "x" * 1001: "at most 1,000 characters",
    "   ": "write something first",
    "ring\x07the bell": "characters that cannot be shown",
    "\x85": "write something first",
}


@pytest.fixture
def pair(cast: Cast, site: str) -> tuple[Person, Person]:
    return cast.pair(site)


def send_past_the_browsers_rules(person: Person, text: str) -> None:
    person.text.evaluate(FREE_THE_BOX)
    person.page.keyboard.insert_text(text)
    person.page.keyboard.press("Enter")


def test_the_browser_itself_sends_nothing_empty(pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    for text in ("", "   "):
        alice.says(text)
        expect(alice.texts).to_have_count(1)
        expect(alice.text).to_have_value(text)
        expect(alice.text).to_be_focused()
    bob.sees()


def test_a_text_too_long_is_not_cut_but_refused_with_the_reason(pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    for text in ("x" * 1001, "\N{GRINNING FACE}" * 10_000):
        alice.page.keyboard.insert_text(text)
        alice.page.keyboard.press("Enter")
        expect(alice.composer.get_by_role("alert")).to_contain_text("at most 1,000 characters")
        expect(alice.texts.first).to_have_value(text)
        alice.texts.first.fill("\N{GRINNING FACE}" * 1000)
        alice.texts.first.press("Enter")
        alice.has_nothing_pending()
    bob.sees(*["\N{GRINNING FACE}" * 1000] * 2)


def test_a_refused_message_is_kept_until_it_is_mended(pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    sent: list[str] = []
    for text, reason in REFUSED.items():
        send_past_the_browsers_rules(alice, text)
        expect(alice.composer.get_by_role("alert")).to_contain_text(reason)
        refused = alice.texts.first
        expect(refused).to_have_value(text)
        expect(alice.texts).to_have_count(2)
        expect(alice.text).to_be_focused()
        alice.says("The next one")
        sent.append("The next one")
        bob.sees(*sent)

        refused.fill("Mended")
        refused.press("Enter")
        sent.append("Mended")
        for each in pair:
            each.sees(*sent)
        alice.has_nothing_pending()
        expect(alice.composer.get_by_role("alert")).to_have_count(0)
        expect(alice.text).to_be_focused()


def test_mending_a_message_leaves_what_was_begun_after_it(pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    send_past_the_browsers_rules(alice, "x" * 1001)
    expect(alice.composer.get_by_role("alert")).to_have_count(1)
    alice.types("Begun")
    refused = alice.texts.first
    refused.fill("Mended")
    refused.press("Enter")
    bob.sees("Mended")
    alice.says("Last")
    bob.sees("Mended", "Last")
    begun = alice.texts.first
    expect(begun).to_have_value("Begun")
    begun.press("Enter")
    bob.sees("Mended", "Last", "Begun")
    alice.has_nothing_pending()
    expect(alice.text).to_be_focused()


def test_mending_it_twice_is_refused_twice_and_sent_once(pair: tuple[Person, Person]) -> None:
    alice, bob = pair
    send_past_the_browsers_rules(alice, "x" * 1001)
    refused = alice.texts.first
    expect(alice.composer.get_by_role("alert")).to_have_count(1)
    refused.fill("with a bell\x07")
    refused.press("Enter")
    expect(alice.composer.get_by_role("alert")).to_contain_text("characters that cannot be shown")
    expect(refused).to_have_value("with a bell\x07")
    refused.fill("Now")
    alice.page.keyboard.press("Enter")
    alice.page.keyboard.press("Enter")
    bob.sees("Now")
    alice.sees("Now")
    alice.has_nothing_pending()
    alice.says("Next")
    bob.sees("Now", "Next")
