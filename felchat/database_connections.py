"""The connections to the database: how many, how they are made, and how they are waited for."""

import sqlite3
from typing import Any

import psycopg2.extensions
from gevent import monkey
from gevent.socket import wait_read, wait_write
from sqlalchemy import Engine, event

ANSWER_WITHIN = 2
"""Seconds after which a silent database counts as away."""
ASKING = "asking"


def engine_options(url: str) -> dict[str, Any]:
    """What Flask-SQLAlchemy gives the engine: a patient but bounded pool, and a bounded start."""
    if url.startswith("sqlite"):
        return {"hide_parameters": True}
    return {
        "hide_parameters": True,  # an error's words go to the log, and may not name people
        "pool_size": 5,
        "max_overflow": 5,
        "pool_timeout": ANSWER_WITHIN,
        "pool_pre_ping": True,
        "connect_args": {"connect_timeout": ANSWER_WITHIN},
    }


def more_engines(url: str) -> dict[str, Any]:
    """The engine for single questions, each a transaction by itself: one round trip, where others take three.

    An SQLite file is asked without one.
    """
    if url.startswith("sqlite"):
        return {}
    bare = {"isolation_level": "AUTOCOMMIT", "pool_reset_on_return": None, "pool_pre_ping": False}
    return {ASKING: {"url": url, **engine_options(url), **bare}}


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
