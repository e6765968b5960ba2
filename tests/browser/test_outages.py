"""Whatever goes away under an open page, the page heals by itself: each message once, in one order."""

import pytest
from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.person import Person, wait_for_composers
from tests.browser.watch import SERVER_AWAY
from tests.servers import Felchat, RedisServer


def same_order(alice: Person, bob: Person) -> None:
    assert alice.bodies.all_text_contents() == bob.bodies.all_text_contents()


@pytest.mark.parametrize("way", ["stopped", "killed"])
def test_a_restart_of_the_server_loses_and_doubles_nothing(cast: Cast, lasting: Felchat, way: str) -> None:
    """Original fault C6."""
    alice, bob = cast.pair(lasting.url)
    cast.excuse(*SERVER_AWAY)
    for each in (alice, bob):
        each.mark()
        wait_for_composers(each)
    alice.says("Before")
    bob.sees("Before")

    if way == "stopped":
        lasting.stop()
    else:
        lasting.kill()
    for each in (alice, bob):
        expect(each.state).to_contain_text("Reconnecting…")
        each.says(f"{each.name} meanwhile")
        expect(each.text).to_be_focused()
    lasting.start()

    for each in (alice, bob):
        each.is_live()
        for said in ("Before", f"{alice.name} meanwhile", f"{bob.name} meanwhile"):
            expect(each.article(said)).to_have_count(1)
        expect(each.messages).to_have_count(3)
        each.has_nothing_pending()
    same_order(alice, bob)
    alice.says("After")
    expect(bob.messages).to_have_count(4)
    expect(alice.messages).to_have_count(4)
    assert alice.was_not_loaded_again()
    assert bob.was_not_loaded_again()


def test_who_writes_on_without_a_connection_is_told_and_keeps_the_text(cast: Cast, lasting: Felchat) -> None:
    alice, bob = cast.pair(lasting.url)
    cast.excuse(*SERVER_AWAY)
    wait_for_composers(alice)
    lasting.kill()
    expect(alice.state).to_contain_text("Reconnecting…")
    said = [f"Offline {each}" for each in range(5)]
    for each in said[:-1]:
        alice.says(each)
        alice.has_the_next_box()
    alice.says(said[-1])
    expect(alice.page.locator("#notice")).to_contain_text("There is no connection")
    expect(alice.text).to_have_value(said[-1])
    expect(alice.text).to_be_focused()
    lasting.start()

    alice.is_live()
    expect(alice.page.locator("#notice")).to_be_empty()
    alice.page.keyboard.press("Enter")
    for person in (alice, bob):
        person.sees(*said)


def test_while_redis_is_away_a_message_waits_beside_its_reason(
    cast: Cast, lasting: Felchat, redis: RedisServer
) -> None:
    alice, bob = cast.pair(lasting.url)
    cast.excuse(*SERVER_AWAY)
    alice.mark()
    redis.stop()
    alice.says("Not lost")
    expect(alice.composer.get_by_role("alert")).to_contain_text("Not sent yet")
    expect(alice.texts.first).to_have_value("Not lost")
    expect(alice.text).to_be_focused()
    bob.sees()

    redis.start()
    for each in (alice, bob):
        each.sees("Not lost")
        each.has_nothing_pending()
        each.is_live()
    assert alice.was_not_loaded_again()
    bob.says("Indeed")
    alice.sees("Not lost", "Indeed")
