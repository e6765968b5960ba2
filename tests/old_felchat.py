"""A database as FelchatV2 made it."""

import sqlite3
from collections.abc import Sequence

from sqlalchemy import Connection, create_engine, text

HASH = "$2b$04$abcdefghijklmnopqrstuuLoWyxIXeXWSzaTlbsmtGYgKBa1ePNyq"
TABLES = (
    """CREATE TABLE users (
        id {serial} PRIMARY KEY,
        username VARCHAR,
        email VARCHAR,
        password_hash VARCHAR,
        created_at TIMESTAMP,
        updated_at TIMESTAMP
    )""",
    """CREATE TABLE user_blocks (
        id {serial} PRIMARY KEY,
        blocker_id INTEGER REFERENCES users (id),
        blocked_id INTEGER REFERENCES users (id),
        created_at TIMESTAMP
    )""",
)
USER = text(
    "INSERT INTO users (username, email, password_hash, created_at, updated_at) "
    "VALUES (:username, :email, :password_hash, '2025-03-01 09:30:00', '2025-03-01 09:30:00')"
)
BLOCK = text("INSERT INTO user_blocks (blocker_id, blocked_id) VALUES (:blocker, :blocked)")


class Untouched(sqlite3.Connection):
    """A connection that our own engines do not prepare: the file is as another program leaves it."""


def make(url: str) -> None:
    """Its tables, with nobody in them."""
    fill(url, people=[])


def fill(
    url: str, people: Sequence[str], blocks: Sequence[tuple[int, int]] = (), password_hash: str = HASH
) -> None:
    """Its tables, with people whose ids count from 1."""
    engine = create_engine(url, connect_args={"factory": Untouched} if url.startswith("sqlite") else {})
    with engine.begin() as connection:
        make_tables(connection)
        for name in people:
            row = {"username": name, "email": f"{name}@example.org", "password_hash": password_hash}
            connection.execute(USER, row)
        for blocker, blocked in blocks:
            connection.execute(BLOCK, {"blocker": blocker, "blocked": blocked})
    engine.dispose()


def make_tables(connection: Connection) -> None:
    serial = "SERIAL" if connection.dialect.name == "postgresql" else "INTEGER"
    for table in TABLES:
        connection.execute(text(table.format(serial=serial)))
