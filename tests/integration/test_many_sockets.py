"""More open pages than the database has connections to give."""

from contextlib import ExitStack

from tests.integration.conftest import Cast

A_PAIR = 10
"""Pages for each side of two conversations, 40 in all: two workers have fifteen connections each."""


def test_open_sockets_hold_no_connection_that_others_need(cast: Cast) -> None:
    """Original fault C4: the 49th open socket hung the whole application."""
    with ExitStack() as everybody:
        pairs = [(cast.alice, cast.bob), (cast.bob, cast.alice), (cast.alice, cast.mallory)]
        lines = [
            everybody.enter_context(one.talking_to(other))
            for one, other in [*pairs, (cast.mallory, cast.alice)] * A_PAIR
        ]
        for line in lines:
            line.until("Live")
        for _ in range(4):
            assert cast.mallory.ask("/users/").status == 200
            assert cast.mallory.ask("/ping").status == 200
        lines[0].say("hello")
        assert {line.messages(1)[0].body for line in lines[::4] + lines[1::4]} == {"hello"}
