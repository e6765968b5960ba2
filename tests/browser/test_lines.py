"""Writing in several lines: Enter breaks them, and the button sends; which of the two, everybody chooses."""

import pytest
from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.drafts import comes_back_to, saved
from tests.browser.network import Network
from tests.browser.person import FINGER, LAPTOP, Person, wait_for_composers
from tests.conftest import PASSWORD

IN_LINES = "One\nTwo\n\nFour"
MANY_LINES = 20
HEIGHT = "box => box.getBoundingClientRect().height"
"""Pixels that something has to have to be hit by one."""


def chooses_lines(person: Person) -> None:
    person.page.get_by_role("button", name="Write in several lines").click()
    expect(person.page.get_by_text("Enter begins a new line.", exact=True)).to_be_visible()
    expect(person.text).to_be_focused()


@pytest.fixture
def alice(cast: Cast, site: str) -> Person:
    return cast.person("alice", site)


@pytest.fixture
def bob(cast: Cast, site: str, alice: Person) -> Person:
    """Bob on a laptop, whom alice has the conversation open with."""
    bob = cast.person("bob", site, viewport=LAPTOP)
    bob.opens(alice)
    alice.opens(bob)
    return bob


def test_enter_breaks_lines_and_the_button_sends_them_one_message_after_the_other(
    alice: Person, bob: Person
) -> None:
    chooses_lines(alice)
    said: list[str] = []
    for text in (IN_LINES, "Again\nin two", "And one"):
        expect(alice.text).to_be_focused()
        alice.types(text)
        expect(alice.text).to_have_value(text)
        bob.sees(*said)
        alice.send_button.click()
        said.append(text)
        for each in (alice, bob):
            each.sees(*said)
        alice.has_nothing_pending()
    bob.says("Mine is of one line still")
    alice.sees(*said, "Mine is of one line still")


def test_the_choice_keeps_what_is_typed_and_the_page_and_holds_everywhere(alice: Person, bob: Person) -> None:
    alice.mark()
    alice.types("Begun")
    chooses_lines(alice)
    expect(alice.text).to_have_value("Begun")
    assert alice.was_not_loaded_again()
    alice.text.press("End")
    with saved(alice, "in lines"):
        alice.types("\nin lines")
    alice.page.reload()
    comes_back_to(alice, "Begun\nin lines")
    alice.page.get_by_role("button", name="Write in one line").click()
    expect(alice.page.get_by_role("button", name="Write in one line")).to_have_count(0)  # it is answered
    expect(alice.page.get_by_text("Enter begins a new line.", exact=True)).to_be_visible()  # no line is lost
    alice.send_button.click()
    bob.sees("Begun\nin lines")
    expect(alice.page.get_by_text("Enter sends.", exact=True)).to_be_visible()
    alice.says("By key")
    bob.sees("Begun\nin lines", "By key")


def test_the_box_grows_with_its_text_up_to_a_bound_and_everything_can_be_touched(
    alice: Person, bob: Person
) -> None:
    chooses_lines(alice)
    heights = [alice.text.evaluate(HEIGHT)]
    for _ in range(MANY_LINES):
        alice.page.keyboard.press("Enter")
        heights.append(alice.text.evaluate(HEIGHT))
    assert heights == sorted(heights)
    assert heights[1] > heights[0] >= FINGER
    assert heights[-1] == heights[9] < alice.page.evaluate("innerHeight / 2")
    for each in (alice, bob):
        expect(each.text).to_be_in_viewport(ratio=1)
        for button in each.composer.get_by_role("button").all():
            box = button.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= FINGER


def test_on_a_slow_network_lines_typed_meanwhile_are_not_lost(
    cast: Cast, site: str, network: Network
) -> None:
    alice, bob = cast.pair(network.url, site)
    chooses_lines(alice)
    wait_for_composers(alice)
    network.delay = 0.25
    said = ["one\ntwo", "three\nfour", "five"]
    for text in said:
        expect(alice.text).to_be_focused()  # the button has had the focus, and takes no letters
        alice.types(text, ms_a_key=20)
        alice.send_button.click()
    bob.sees(*said)
    alice.sees(*said)
    alice.has_nothing_pending()


def test_what_is_refused_waits_in_its_lines_and_is_sent_when_mended(alice: Person, bob: Person) -> None:
    chooses_lines(alice)
    alice.page.keyboard.insert_text("x" * 1000 + "\ntoo long")
    alice.send_button.click()
    expect(alice.composer.get_by_role("alert")).to_contain_text("at most 1,000 characters")
    refused = alice.texts.first
    expect(refused).to_have_value("x" * 1000 + "\ntoo long")
    refused.fill("Short\nenough")
    alice.composer.get_by_role("button", name="Send", exact=True).first.click()
    bob.sees("Short\nenough")
    alice.has_nothing_pending()


def test_without_javascript_the_choice_keeps_what_is_typed_too(
    cast: Cast, alice: Person, bob: Person
) -> None:
    plain = cast.somebody("alice without", bob.site, java_script_enabled=False)
    plain.posts("/users/login", username=alice.name, password=PASSWORD)
    plain.goes(plain.address_of(bob))
    plain.text.fill("Begun")
    chooses_lines(plain)
    expect(plain.text).to_have_value("Begun")
    plain.text.fill(IN_LINES)
    plain.send_button.click()
    bob.sees(IN_LINES)
    expect(plain.text).to_have_value("")
    plain.text.evaluate("box => box.removeAttribute('required')")
    plain.watch.excuse("422")
    plain.text.fill(" \n ")
    plain.send_button.click()
    expect(plain.composer.get_by_role("alert")).to_contain_text("write something")
    plain.page.get_by_role("button", name="Write in one line").click()
    plain.text.fill("By key")
    plain.text.press("Enter")
    bob.sees(IN_LINES, "By key")
