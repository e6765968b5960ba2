"""How the repositories in SQL reach their database."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg2.extensions
from gevent import monkey
from gevent.socket import wait_read, wait_write
from sqlalchemy import Engine, MetaData, event, exc, text
from sqlalchemy.orm import DeclarativeBase, Session

from felchat.domain import StorageAway

ANSWER_WITHIN = 2
"""Seconds after which a silent database counts as away."""
NOT_MIGRATED = {"42P01", "42703"}
"""What PostgreSQL says of a table and of a column that are not there; SQLite's is an operational error."""

Transaction = Callable[[], AbstractContextManager[Session]]
"""Opens one short transaction. It takes a connection and gives it back, so that nothing which lives
long, such as a socket, can hold one."""


class Base(DeclarativeBase):
    """The tables of Felchat. Constraints have names, so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def transactions(engine: Engine) -> Transaction:
    """Transactions on that engine, which raise StorageAway when the database does not answer.

    One that is not migrated yet is as good as away.
    """

    @contextmanager
    def transaction() -> Iterator[Session]:
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except (exc.OperationalError, exc.InterfaceError, exc.TimeoutError) as away:
            raise StorageAway("database") from away
        except exc.ProgrammingError as wrong:
            if getattr(wrong.orig, "pgcode", None) in NOT_MIGRATED:
                raise StorageAway("database") from wrong
            raise

    return transaction


def engine_options(url: str) -> dict[str, Any]:
    """What Flask-SQLAlchemy gives the engine: a patient but bounded pool, and a bounded start."""
    if url.startswith("sqlite"):
        return {"hide_parameters": True}
    return {
        "hide_parameters": True,  # an error's words go to the log, and may not name people
        "pool_size": 5,
        "max_overflow": 10,
        "pool_timeout": ANSWER_WITHIN,
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": ANSWER_WITHIN},
    }


def answers(transaction: Transaction) -> None:
    """Return when the database answers; raise StorageAway when it does not."""
    with transaction() as session:
        session.execute(text("SELECT 1"))


def prepare_sqlite(connection: object, _record: object) -> None:
    """Let readers and the writer of an SQLite file work side by side, and keep references whole."""
    if type(connection) is sqlite3.Connection:  # a kind of its own opens files that are not ours
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "busy_timeout=5000",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")


def wait_in_gevent(connection: Any, _timeout: float | None = None) -> None:
    """Let the other greenlets run while PostgreSQL works: psycopg2 alone blocks the whole process."""
    too_slow = psycopg2.OperationalError(f"PostgreSQL said nothing for {ANSWER_WITHIN} seconds")
    try:
        while (state := connection.poll()) != psycopg2.extensions.POLL_OK:
            if state == psycopg2.extensions.POLL_READ:
                wait_read(connection.fileno(), ANSWER_WITHIN, too_slow)
            elif state == psycopg2.extensions.POLL_WRITE:
                wait_write(connection.fileno(), ANSWER_WITHIN, too_slow)
            else:
                raise psycopg2.OperationalError(f"psycopg2 is in the unknown state {state}")
    finally:
        del connection  # or it stays open for as long as somebody keeps the exception, and that this frame


event.listen(Engine, "connect", prepare_sqlite)
if monkey.is_module_patched("socket"):
    psycopg2.extensions.set_wait_callback(wait_in_gevent)
