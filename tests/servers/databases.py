"""Databases on a server, each for one test."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, make_url, text


@contextmanager
def database(server_url: str, like: str = "postgresql:///template1") -> Iterator[str]:
    """The URL of a new database on that server: an empty one, or a copy of the one at the URL `like`."""
    name = f"felchat_test_{os.getpid()}_{time.monotonic_ns()}"
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {make_url(like).database}"))
    try:
        yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()
