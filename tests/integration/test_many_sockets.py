"""More open pages than the database has connections to give."""

from contextlib import ExitStack

from tests.integration.conftest import Cast

SOCKETS = 40
"""Two workers have fifteen connections each."""


def test_open_sockets_hold_no_connection_that_others_need(cast: Cast) -> None:
    """Original fault C4: the 49th open socket hung the whole application."""
    with ExitStack() as everybody:
        lines = [everybody.enter_context(cast.alice.talking_to(cast.bob)) for _ in range(SOCKETS)]
        for line in lines:
            line.until("Live")
        for _ in range(4):
            assert cast.mallory.ask("/users/").status == 200
            assert cast.mallory.ask("/ping").status == 200
        lines[0].say("hello")
        assert {line.messages(1)[0].body for line in lines} == {"hello"}
