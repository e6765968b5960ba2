"""The operator forgets what was said: open pages lose it at once, and the talk goes on."""

from tests.browser.cast import Cast
from tests.servers import Felchat, flask


def test_what_is_wiped_leaves_every_open_page_and_the_talk_goes_on(cast: Cast, lasting: Felchat) -> None:
    alice, bob = cast.pair(lasting.url)
    alice.says("a secret")
    bob.sees("a secret")
    bob.turns_to_it()
    bob.types("half a thought")
    flask("chat", "wipe", "--yes", **lasting.settings)
    for each in (alice, bob):
        each.sees()
    bob.says(", said in peace")
    for each in (alice, bob):
        each.sees("half a thought, said in peace")
