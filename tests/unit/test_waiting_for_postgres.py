"""How a worker waits for PostgreSQL: not for ever, and what it gives up is closed."""

from socket import socketpair
from weakref import ref

import psycopg2
import psycopg2.extensions
import pytest

from felchat import database_connections


class Silent:
    """A connection on which nothing ever comes."""

    def __init__(self) -> None:
        self.ours, self.theirs = socketpair()

    def poll(self) -> int:
        return psycopg2.extensions.POLL_READ

    def fileno(self) -> int:
        return self.ours.fileno()

    def __del__(self) -> None:
        self.ours.close()
        self.theirs.close()


def test_a_connection_that_was_given_up_is_not_kept_by_whoever_keeps_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A crowd's attempts held all of PostgreSQL's places, until Python came to tidy up."""
    monkeypatch.setattr(database_connections, "ANSWER_WITHIN", 0.01)
    made: list[ref[Silent]] = []

    def attempt() -> None:
        connection = Silent()
        made.append(ref(connection))
        try:
            database_connections.wait_in_gevent(connection)
        finally:
            del connection

    with pytest.raises(psycopg2.OperationalError, match="said nothing"):
        attempt()
    assert made[0]() is None
