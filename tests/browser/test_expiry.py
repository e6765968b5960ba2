"""A message leaves every open page when its time is up, whether the server is there or not."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.watch import SERVER_AWAY
from tests.servers import Felchat


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
