"""That somebody is typing: seen by the other alone, and over by itself or with their message."""

from playwright.sync_api import Locator, expect

from tests.browser.cast import Cast
from tests.browser.person import Tab

PASS = """(element, ms) => element.getAnimations().forEach(each => {each.currentTime += ms})"""


def hint(tab: Tab) -> Locator:
    return tab.page.locator("#typing > .typing")


def test_that_alice_types_is_seen_by_bob_fades_and_goes_with_her_message(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    mallory = cast.person("mallory", site)
    mallory.opens(bob)
    alice.turns_to_it()
    alice.types("Wait")
    expect(hint(bob)).to_have_text(f"{alice.name} is typing…")
    expect(hint(bob)).to_be_visible()
    hint(bob).evaluate(PASS, 4000)
    expect(hint(bob)).to_be_visible()
    hint(bob).evaluate(PASS, 2000)
    expect(hint(bob)).to_be_hidden()

    alice.page.wait_for_timeout(2000)  # the throttle's, so that the next key is told at once
    alice.types(" a moment")
    expect(hint(bob)).to_be_visible()
    alice.says(", please")
    bob.sees("Wait a moment, please")
    expect(hint(bob)).to_have_count(0)
    alice.page.wait_for_timeout(2200)  # what the throttle has held back is of that message, and over with it
    for tab in (alice, bob, mallory):
        expect(hint(tab)).to_have_count(0)


def test_what_is_typed_does_not_leave_the_page_before_it_is_sent(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    frames: list[str] = []
    alice.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(str(frame))))
    alice.page.reload()
    alice.is_live()
    alice.turns_to_it()
    alice.types("secret")
    expect(hint(bob)).to_be_visible()
    assert any("typing" in each for each in frames)
    assert not any("secret" in each for each in frames)


def test_nobody_is_told_while_there_is_a_block(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    bob.posts(f"/users/{bob.address_of(alice).rpartition('=')[2]}/block")
    expect(alice.page.locator("#standing")).to_contain_text("has blocked you")
    alice.page.locator("#composer").evaluate("box => box.dispatchEvent(new Event('input', {bubbles: true}))")
    alice.page.wait_for_timeout(500)
    expect(hint(bob)).to_have_count(0)
