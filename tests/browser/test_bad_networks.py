"""Whatever the network swallows or refuses, each message arrives once, in the order it was written."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.network import Network
from tests.browser.person import wait_for_composers
from tests.browser.watch import SERVER_AWAY


def test_what_was_written_into_a_dead_connection_arrives_once(
    cast: Cast, site: str, network: Network
) -> None:
    alice, bob = cast.pair(network.url, site)
    cast.excuse(*SERVER_AWAY)
    wait_for_composers(alice)
    alice.says("Before")
    for each in (alice, bob):
        each.sees("Before")
    network.black_hole = True
    alice.says("Into the dark")
    expect(alice.composer.get_by_text("Sending…")).to_be_attached()
    bob.says("Where are you?")
    bob.sees("Before", "Where are you?")
    alice.sees("Before")

    network.cut()
    for each in (alice, bob):
        each.sees("Before", "Where are you?", "Into the dark")
        each.has_nothing_pending()
        each.is_live()


def test_what_waits_in_an_outage_arrives_in_the_order_it_was_written(
    cast: Cast, site: str, network: Network
) -> None:
    """The first two go into a dead connection, the third is written while there is none."""
    alice, bob = cast.pair(network.url, site)
    cast.excuse(*SERVER_AWAY)
    wait_for_composers(alice)
    network.black_hole = True
    for said in ("One", "Two"):
        alice.says(said)
        alice.has_the_next_box()
    network.down = True
    network.cut()
    expect(alice.state).to_contain_text("Reconnecting…")
    alice.says("Three")
    alice.has_the_next_box()
    network.down = False

    for each in (alice, bob):
        each.sees("One", "Two", "Three")
    alice.has_nothing_pending()


def test_who_writes_on_into_a_silent_network_is_told_and_keeps_the_text(
    cast: Cast, site: str, network: Network
) -> None:
    alice, bob = cast.pair(network.url, site)
    cast.excuse(*SERVER_AWAY)
    wait_for_composers(alice)
    network.black_hole = True
    said = [f"Unheard {each}" for each in range(5)]
    for each in said[:-1]:
        alice.says(each)
        alice.has_the_next_box()
    alice.says(said[-1])
    expect(alice.composer.get_by_text("Waiting for the connection")).to_be_visible()
    expect(alice.text).to_have_value(said[-1])
    expect(alice.text).to_be_focused()
    network.cut()
    expect(alice.composer.get_by_text("Waiting for the connection")).to_be_hidden()

    alice.is_live()
    if alice.text.input_value():  # where the browser did not ask again by itself
        alice.page.keyboard.press("Enter")
    for person in (alice, bob):
        person.sees(*said)
