"""Drafts on networks that are slow or gone: what is late brings nothing back, and disturbs no writing."""

from playwright.sync_api import Route, expect

from tests.browser.cast import Cast
from tests.browser.drafts import SAVING, comes_back_to, is_save, saved
from tests.browser.network import Network
from tests.browser.person import wait_for_composers
from tests.browser.watch import SERVER_AWAY
from tests.servers import Felchat


def test_who_writes_before_a_draft_is_given_the_focus_is_not_disturbed(
    cast: Cast, site: str, network: Network
) -> None:
    alice, bob = cast.pair(network.url, site)
    with saved(alice):
        alice.types("Not done")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    alice.page.route(f"**{SAVING}*nonce=*", hold)
    alice.page.reload()
    alice.is_live()
    wait_for_composers(alice)
    [route] = held
    answer = alice.context.request.get(route.request.url).text()
    network.delay = 1  # the message is under way when the draft comes
    alice.text.press("End")
    alice.says(" yet")
    expect(alice.text).to_have_value("")
    route.fulfill(content_type="text/html", body=answer)
    alice.types("Next", ms_a_key=100)
    for each in (alice, bob):
        each.sees("Not done yet")
    expect(alice.texts).to_have_count(1)
    expect(alice.text).to_have_value("Next")
    expect(alice.text).to_be_focused()


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
    alice, _ = cast.pair(lasting.url)
    cast.excuse(*SERVER_AWAY)
    lasting.kill()
    expect(alice.state).to_contain_text("Reconnecting…")
    with alice.page.expect_event("requestfailed", is_save):
        alice.types("Not")
    expect(alice.page.locator("#notice")).to_be_empty()
    lasting.start()
    alice.is_live()
    with saved(alice):
        alice.types(" lost")
    alice.page.reload()
    comes_back_to(alice, "Not lost")
