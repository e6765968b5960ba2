"""Drafts on networks that are slow or gone: what is late brings nothing back, and disturbs no writing."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.drafts import comes_back_to, is_save, saved
from tests.browser.network import Network
from tests.browser.person import wait_for_composers
from tests.browser.watch import SERVER_AWAY
from tests.servers import Felchat, wait_until


def test_after_a_reload_no_key_is_lost_however_slow_the_network(
    cast: Cast, site: str, network: Network
) -> None:
    alice, _ = cast.pair(network.url, site)
    with saved(alice):
        alice.types("draft")
    network.delay = 0.2
    alice.page.reload(wait_until="commit")
    expect(alice.text).to_have_value("draft")
    expect(alice.text).to_be_focused()
    alice.types("abcdefghij ", ms_a_key=40)
    expect(alice.text).to_have_value("abcdefghij draft")


def test_a_save_that_comes_after_the_message_brings_nothing_back(
    cast: Cast, site: str, network: Network
) -> None:
    alice, bob = cast.pair(network.url, site)
    wait_for_composers(alice)
    with saved(alice):
        network.delay = 2
        with alice.page.expect_request(is_save):
            alice.types("Sent")
        alice.page.wait_for_timeout(200)  # until it is under way
        network.delay = 0
        alice.page.keyboard.press("Enter")
        for each in (alice, bob):
            each.sees("Sent")
        alice.has_nothing_pending()
    alice.page.reload()
    comes_back_to(alice, "")


def test_saves_under_way_disturb_no_writing(cast: Cast, site: str, network: Network) -> None:
    alice, bob = cast.pair(network.url, site)
    wait_for_composers(alice)
    network.delay = 0.4
    for text in ("First", "Second"):
        with alice.page.expect_request(is_save):
            alice.types(text)
        alice.types(" and on", ms_a_key=150)
        alice.page.keyboard.press("Home")
        alice.types("> ", ms_a_key=500)
        alice.page.keyboard.press("Enter")
        expect(alice.text).to_have_value("")
    for each in (alice, bob):
        each.sees("> First and on", "> Second and on")
    alice.has_nothing_pending()


def test_without_a_server_typing_troubles_nobody_and_the_text_is_saved_later(
    cast: Cast, lasting: Felchat
) -> None:
    alice, bob = cast.pair(lasting.url)
    cast.excuse(*SERVER_AWAY)
    lasting.kill()
    expect(alice.state).to_contain_text("Reconnecting…")
    with alice.page.expect_event("requestfailed", is_save):
        alice.types("Not lost")
    expect(alice.page.locator("#notice")).to_be_empty()
    lasting.start()
    alice.is_live()
    with alice.page.expect_request(is_save):  # as it is left, though nothing was typed since
        alice.page.get_by_role("link", name="People").click(delay=80)
    address = f"{alice.site}{alice.address_of(bob)}"
    wait_until(lambda: "Not lost" in alice.context.request.get(address).text(), "it is saved")
    alice.opens(bob)
    comes_back_to(alice, "Not lost")
