"""The sound of a message: where it was switched on, for what others say."""

from playwright.sync_api import Locator, expect

from tests.browser.cast import Cast
from tests.browser.person import Tab
from tests.servers import wait_until


def sound_on(tab: Tab) -> Locator:
    return tab.page.locator("#sound audio[autoplay]")


def test_a_message_is_heard_on_every_page_of_who_wants_that_and_ones_own_is_not(
    cast: Cast, site: str
) -> None:
    alice, bob = cast.pair(site)
    alice.opens(bob)
    profile = alice.tab()
    heard: list[object] = []

    def note(frame: object) -> None:
        heard.append(frame)

    profile.page.on("websocket", lambda socket: socket.on("framereceived", note))
    profile.goes("/users/profile")
    wait_until(lambda: profile.page.evaluate("1") and heard, "the profile's page has said whom it lists")
    alice.posts("/users/profile", action="preferences", sound="on")
    alice.turns_to_it()
    alice.says("Speak up")
    bob.sees("Speak up")
    expect(sound_on(alice)).to_have_count(0)
    bob.says("HELLO")
    for tab in (alice, profile):
        expect(sound_on(tab)).to_have_count(1)
        assert tab.page.evaluate("document.querySelector('audio').play().then(() => true)")
    expect(sound_on(bob)).to_have_count(0)
