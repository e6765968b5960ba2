"""Writing: where the focus is, what sends, and that no character is lost on a slow network."""

import random

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.network import Network
from tests.browser.person import Person, wait_for_composers
from tests.servers import wait_until

ROUNDS = 5


def test_a_conversation_is_marked_up_for_assistive_technology(cast: Cast, site: str) -> None:
    alice, _ = cast.pair(site)
    alice.says("Hello")
    alice.sees("Hello")
    page = alice.page
    for role in ("log", "status", "main"):
        expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("#messages")).to_have_attribute("role", "log")
    expect(page.locator("#messages article[id^='message-'] time[datetime]")).to_have_count(1)
    expect(page.locator("#composer [name='body']:last-of-type")).to_have_accessible_name("Message")


def test_the_composer_is_empty_and_in_focus_after_sending(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    said: list[str] = []
    for way in ("by key", "by button", "by key again"):
        expect(alice.text).to_be_focused()
        alice.types(way)
        if way == "by button":
            alice.send_button.click()
        else:
            alice.page.keyboard.press("Enter")
        expect(alice.text).to_have_value("")
        expect(alice.text).to_be_focused()
        said.append(way)
        bob.sees(*said)
        alice.has_nothing_pending()
    expect(alice.text).to_be_focused()


def test_what_is_typed_while_an_answer_is_under_way_is_not_lost(
    cast: Cast, site: str, network: Network
) -> None:
    alice, bob = cast.pair(network.url, site)
    wait_for_composers(alice)
    network.delay = 0.25
    said = ["hello there", "how are you", "third one", "the fourth", "and a fifth"]
    for text in said:
        alice.says(text, ms_a_key=40)
        alice.has_the_next_box()
    bob.sees(*said)
    alice.sees(*said)
    alice.has_nothing_pending()


def test_no_rhythm_of_typing_loses_or_doubles_a_character(cast: Cast, site: str, network: Network) -> None:
    """Very fast typing may move the border between two messages, but no character is lost by it."""
    alice, bob = cast.pair(network.url, site)
    rhythm = random.Random(2)
    typed = ""
    for number in range(ROUNDS):
        wait_for_composers(alice)
        network.delay = rhythm.choice([0, 0.02, 0.1, 0.3])
        for _ in range(4):
            text = f"{number} " + "".join(rhythm.choices("abcdefgh ", k=rhythm.randint(3, 12)))
            typed += text
            alice.says(text, ms_a_key=rhythm.choice([0, 5, 15, 40]))
        wait_to_hear(bob, typed)
        alice.has_nothing_pending()
    assert heard(alice) == without_spaces(typed)


def wait_to_hear(person: Person, typed: str) -> None:
    wait_until(lambda: heard(person) == without_spaces(typed), f"{person.name} reads {typed!r}")


def heard(person: Person) -> str:
    return without_spaces("".join(person.bodies.all_text_contents()))


def without_spaces(text: str) -> str:
    return "".join(text.split())
