"""A message leaves every open page when its time is up, whether the server is there or not."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.network import Network
from tests.browser.person import Person
from tests.browser.watch import SERVER_AWAY
from tests.servers import Felchat, wait_until

NOW = "Date.now() / 1000"
SOME_OF_ITS_TIME = 3000
"""Milliseconds of the six seconds that each message has."""


def falls_asleep(person: Person) -> None:
    """From here on no timer of the page runs, and no animation."""
    animations = person.context.new_cdp_session(person.page)
    animations.send("Animation.enable")
    animations.send("Animation.setPlaybackRate", {"playbackRate": 0})
    person.page.clock.pause_at(person.page.evaluate(NOW) + 1)  # a busy machine is there sooner


def is_live_after_some_seconds(person: Person) -> None:
    def is_live() -> bool:
        person.page.clock.run_for(200)
        return person.page.locator(".state--live").count() > 0

    wait_until(is_live, f"{person.name} is live again")


def test_a_message_leaves_both_pages_by_itself(cast: Cast, forgetful: Felchat) -> None:
    """Original faults C3 and O8: no test waited for an expiry."""
    alice, bob = cast.pair(forgetful.url)
    for each in (alice, bob):
        each.mark()
    alice.says("Not for long")
    for each in (alice, bob):
        each.sees("Not for long")
    for each in (alice, bob):
        each.sees()
        each.is_live()

    bob.says("Nor is this, without a server")
    for each in (alice, bob):
        each.sees("Nor is this, without a server")
    cast.excuse(*SERVER_AWAY)
    forgetful.kill()
    for each in (alice, bob):
        each.sees()
        expect(each.state).to_contain_text("Reconnecting…")
        assert each.was_not_loaded_again()


def test_a_page_that_slept_while_a_message_died_loses_it_when_it_comes_back(
    cast: Cast, forgetful: Felchat
) -> None:
    with Network.to(forgetful.url) as network:
        alice, bob = cast.person("alice", network.url), cast.person("bob", forgetful.url)
        cast.excuse(*SERVER_AWAY)
        alice.page.clock.install()
        alice.opens(bob)
        bob.opens(alice)
        bob.says("It dies in her sleep")
        alice.sees("It dies in her sleep")
        falls_asleep(alice)
        bob.page.wait_for_timeout(SOME_OF_ITS_TIME)
        bob.says("This one lives")
        alice.sees("It dies in her sleep", "This one lives")
        bob.sees("This one lives")
        alice.sees("It dies in her sleep", "This one lives")
        network.cut()
        is_live_after_some_seconds(alice)
        expect(alice.bodies.filter(has_text="It dies in her sleep")).to_have_count(0)
