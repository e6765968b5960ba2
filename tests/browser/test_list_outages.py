"""Whatever goes away under an open list, it stays as it is, and is right within seconds of the return."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.person import LAPTOP, wait_for_composers
from tests.browser.watch import SERVER_AWAY
from tests.servers import Felchat, RedisServer


def test_a_restart_of_the_server_is_made_up_for(cast: Cast, lasting: Felchat) -> None:
    alice = cast.person("alice", lasting.url, viewport=LAPTOP)
    bob, carol = (cast.person(name, lasting.url) for name in ("bob", "carol"))
    cast.excuse(*SERVER_AWAY)
    bob.opens(alice)
    wait_for_composers(bob)
    alice.goes("/users/")
    alice.mark()
    names = alice.page.locator("#directory .person__name")
    expect(names).to_have_text([carol.name, bob.name])
    lasting.kill()
    expect(bob.state).to_contain_text("Reconnecting…")
    bob.says("Said while nobody could hear")
    lasting.start()
    expect(names).to_have_text([bob.name, carol.name])
    expect(alice.page).to_have_title("(1) People · Felchat")
    assert alice.was_not_loaded_again()


def test_while_the_store_is_away_the_list_stays(cast: Cast, lasting: Felchat, redis: RedisServer) -> None:
    alice = cast.person("alice", lasting.url, viewport=LAPTOP)
    bob = cast.person("bob", lasting.url)
    cast.excuse(*SERVER_AWAY, "503")
    bob.opens(alice)
    alice.goes("/users/")
    bob.says("Before")
    expect(alice.page).to_have_title("(1) People · Felchat")
    alice.mark()
    redis.stop()
    bob.says("Meanwhile")
    expect(bob.composer.get_by_role("alert")).to_contain_text("Not sent yet")
    expect(alice.page).to_have_title("(1) People · Felchat")
    expect(alice.page.locator("#directory .unread")).to_have_text("1 not read")
    redis.start()
    bob.has_nothing_pending()
    unread = "2 not read" if bob.messages.count() == 2 else "1 not read"  # a store may come back empty
    expect(alice.page.locator("#directory .unread")).to_have_text(unread)
    expect(alice.page).to_have_title("(1) People · Felchat")
    assert alice.was_not_loaded_again()
