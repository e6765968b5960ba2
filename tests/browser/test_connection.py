"""What a page says of its connection: also when nobody can tell it that it is lost."""

from playwright.sync_api import Locator, Route, expect

from tests.browser.cast import Cast
from tests.browser.network import Network
from tests.browser.person import Person, Tab
from tests.browser.test_typing import PASS
from tests.browser.watch import SERVER_AWAY


def lost(tab: Tab) -> Locator:
    return tab.page.locator("#beat").get_by_text("Connection lost?")


def long_passes(tab: Tab, seconds: float) -> None:
    """Let so much time pass for what the page says of its connection, and for nothing else."""
    for each in tab.page.locator(":is(#connection, #beat) :not(i)").all():
        each.evaluate(PASS, seconds * 1000)


def seen(person: Person) -> Locator:
    return person.state.locator(".state--reconnecting > :visible")


def test_a_page_that_hears_nothing_says_by_itself_that_its_connection_may_be_lost(
    cast: Cast, site: str, network: Network
) -> None:
    alice, bob = cast.pair(network.url, site)
    cast.excuse(*SERVER_AWAY)
    network.black_hole = True
    long_passes(alice, 50)
    expect(lost(alice)).to_be_hidden()
    long_passes(alice, 30)
    expect(lost(alice)).to_be_visible()
    expect(lost(bob)).to_be_hidden()
    network.cut()
    alice.is_live()
    expect(lost(alice)).to_be_hidden()


def test_whatever_a_page_hears_shows_that_it_is_connected(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    long_passes(alice, 50)
    bob.turns_to_it()
    bob.says("Still here")
    alice.sees("Still here")
    long_passes(alice, 50)
    expect(lost(alice)).to_be_hidden()
    long_passes(alice, 30)
    expect(lost(alice)).to_be_visible()
    name, beat = alice.page.get_by_role("heading", level=1).bounding_box(), lost(alice).bounding_box()
    assert name
    assert beat
    assert 40 < name["width"] <= beat["x"] - name["x"], "it lies over the name"


def test_a_page_that_reconnects_in_vain_is_offline_until_it_is_live_again(
    cast: Cast, site: str, network: Network
) -> None:
    alice, _ = cast.pair(network.url, site)
    cast.excuse(*SERVER_AWAY)
    network.down = True
    network.cut()
    expect(seen(alice)).to_have_text(["Reconnecting…"])
    long_passes(alice, 21)
    expect(seen(alice)).to_have_text(["Offline"])
    expect(lost(alice)).to_be_hidden()
    alice.page.wait_for_timeout(5000)  # in which it tries in vain again
    expect(seen(alice)).to_have_text(["Offline"])
    network.down = False
    alice.is_live()


def test_a_word_of_the_lost_connection_that_comes_late_says_nothing_any_more(
    cast: Cast, site: str, network: Network
) -> None:
    alice, bob = cast.pair(network.url, site)
    cast.excuse(*SERVER_AWAY)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    alice.page.route("**/chat/connection*", hold)
    network.cut()
    bob.turns_to_it()
    bob.says("Are you back?")
    alice.sees("Are you back?")  # over a new connection
    (route,) = held
    with alice.page.expect_response("**/chat/connection*"):
        route.continue_()
    alice.page.unroute("**/chat/connection*")
    bob.says("You are")
    alice.sees("Are you back?", "You are")
    alice.is_live()
