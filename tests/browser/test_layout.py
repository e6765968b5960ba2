"""Two panes on a wide screen, one thing at a time on a phone, and never a page wider than its window."""

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.cast import Cast
from tests.browser.person import LAPTOP, PHONE
from tests.browser.watch import SERVER_AWAY
from tests.servers import Felchat

TINY: ViewportSize = {"width": 320, "height": 568}
PAGES = ("/users/", "/users/?q=nobody-has-it", "/users/profile", "/users/profile/tokens", "/chat?user=0")


@pytest.mark.parametrize("size", [TINY, PHONE, LAPTOP], ids=lambda size: str(size["width"]))
def test_no_page_scrolls_sideways(cast: Cast, site: str, size: ViewportSize) -> None:
    alice, bob = cast.pair(site)
    alice.watch.excuse("404")
    alice.page.set_viewport_size(size)
    for page in (*PAGES, alice.address_of(bob)):
        alice.goes(page)
        assert alice.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page
        main = alice.page.get_by_role("main")
        assert main.evaluate("main => main.scrollWidth <= main.clientWidth"), page


@pytest.mark.parametrize("size", [TINY, PHONE, LAPTOP], ids=lambda size: str(size["width"]))
def test_the_composer_is_in_view_however_much_was_said(cast: Cast, site: str, size: ViewportSize) -> None:
    alice, bob = cast.pair(site)
    for text in ("word " * 190, "W" * 900):
        bob.page.keyboard.insert_text(text)
        bob.page.keyboard.press("Enter")
        bob.has_the_next_box()
    expect(alice.messages).to_have_count(2)
    alice.page.set_viewport_size(size)
    alice.page.reload()
    alice.is_live()
    expect(alice.text).to_be_in_viewport(ratio=1)
    expect(alice.page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
    assert alice.page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_on_a_wide_screen_the_people_stand_beside_the_conversation(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    people = bob.page.get_by_role("navigation", name="People")
    here = people.get_by_role("link", name=alice.name)
    expect(here).to_have_attribute("aria-current", "page")
    left, right = people.bounding_box(), bob.log.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
    mallory = cast.person("mallory", site)
    bob.page.reload()
    people.get_by_role("link", name=mallory.name).click()
    expect(bob.page.get_by_role("heading", level=1)).to_have_text(mallory.name)


def test_whose_conversation_is_open_is_listed_in_sight_below_the_search(cast: Cast, site: str) -> None:
    """Also on a screen that is too low for the list."""
    alice, bob = cast.pair(site)
    for name in ("carol", "dave", "erin"):
        cast.person(name, site)
    bob.says("On top of the list")
    bob.sees("On top of the list")
    bob.page.set_viewport_size({"width": LAPTOP["width"], "height": 300})
    bob.page.reload()
    bob.is_live()
    people = bob.page.get_by_role("navigation", name="People")
    row, search = (
        people.get_by_role("link", name=alice.name).bounding_box(),
        people.get_by_role("search").bounding_box(),
    )
    assert row
    assert search
    assert row["y"] >= search["y"] + search["height"]


def test_on_a_phone_a_link_leads_back_to_the_people(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    expect(alice.page.get_by_role("navigation", name="People")).to_be_hidden()
    expect(alice.page.get_by_role("banner")).to_be_hidden()
    alice.page.get_by_role("link", name="People").click()
    expect(alice.page.get_by_role("heading", level=1)).to_have_text("People")
    expect(alice.page.get_by_role("link", name=bob.name)).to_be_visible()
    expect(alice.page.get_by_text("Choose somebody to talk to.")).to_be_hidden()
    alice.page.set_viewport_size(LAPTOP)
    expect(alice.page.get_by_text("Choose somebody to talk to.")).to_be_visible()


def test_that_a_page_is_not_live_has_room_beside_a_long_name(cast: Cast, lasting: Felchat) -> None:
    alice, bob = cast.somebody("alice", lasting.url, viewport=TINY), cast.somebody("bob", lasting.url)
    bob.name = f"{bob.name[-6:]}.{'W' * 25}"
    for each in (alice, bob):
        each.registers()
    cast.excuse(*SERVER_AWAY)
    alice.opens(bob)
    lasting.kill()
    expect(alice.state).to_contain_text("Reconnecting…")
    name, state = alice.page.get_by_role("heading", level=1).bounding_box(), alice.state.bounding_box()
    assert name
    assert state
    assert name["width"] > 120
    assert state["y"] >= name["y"] + name["height"], "they share a line"
    assert alice.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_that_a_page_is_live_stands_beside_the_name(cast: Cast, site: str) -> None:
    alice, _ = cast.pair(site)
    name, state = alice.page.get_by_role("heading", level=1).bounding_box(), alice.state.bounding_box()
    assert name
    assert state
    assert state["y"] < name["y"] + name["height"]


def test_a_bubble_keeps_no_room_for_what_is_not_shown(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.says("Mine")
    bob.sees("Mine")
    bubble, ticks = alice.messages.bounding_box(), alice.messages.locator(".ticks").bounding_box()
    assert bubble
    assert ticks
    assert bubble["x"] + bubble["width"] - ticks["x"] - ticks["width"] <= 16
    alice.messages.hover()
    alice.messages.locator("summary").click()
    expect(alice.messages.get_by_role("button", name="Delete for both")).to_be_in_viewport(ratio=1)


def test_on_a_phone_there_is_room_to_write_in_russian_too(cast: Cast, site: str) -> None:
    anna, boris = cast.person("anna", site, locale="ru", viewport=TINY), cast.person("boris", site)
    anna.goes(anna.address_of(boris))
    box = anna.composer.get_by_role("textbox").bounding_box()
    assert box
    assert box["width"] > 150
    expect(anna.composer.get_by_role("button", name="Отправить")).to_be_visible()


def test_the_longest_name_fits_wherever_it_stands(cast: Cast, site: str) -> None:
    alice, bob = (cast.somebody(each, site, viewport=TINY) for each in ("alice", "bob"))
    for each in (alice, bob):
        each.name = f"{each.name[-6:]}{'W' * 26}"
        each.registers()
    for address in ("/users/", "/users/profile", alice.address_of(bob)):
        alice.goes(address)
        assert alice.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    alice.is_live()
    alice.page.get_by_role("button", name="More", exact=True).click()
    alice.page.locator("#menu summary").first.click()
    block = alice.page.locator("#menu").get_by_role("button", name="Block")
    expect(block).to_be_in_viewport(ratio=1)
    block.click()
    expect(alice.page.get_by_text("You have blocked")).to_be_in_viewport(ratio=1)
    assert alice.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
