"""The database of a FelchatV2, in PostgreSQL or SQLite. Nothing is written to it."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    column,
    create_engine,
    exc,
    inspect,
    make_url,
    select,
    table,
)

from felchat.addresses import with_driver
from felchat.database_connections import ANSWER_WITHIN
from felchat.domain import StorageAway
from felchat.takeover.domain import NotFelchatV2, OldFelchat, OldUser

USERS = table(
    "users",
    column("id"),
    column("username"),
    column("email"),
    column("password_hash"),
    column("created_at", DateTime),
)
BLOCKS = table("user_blocks", column("blocker_id"), column("blocked_id"))


class OnlyRead(sqlite3.Connection):
    """A connection that `prepare_sqlite` leaves as it is: the file is not ours to change."""


class SqlOldHouse:
    """See OldHouse. Takes the URLs of FelchatV2, whose drivers were asynchronous, too."""

    def read(self, url: str) -> OldFelchat:
        with reading(url) as connection:
            if not is_felchatv2(connection):
                raise NotFelchatV2
            try:
                users = [user_of(*row) for row in connection.execute(select(USERS).order_by(USERS.c.id))]
            except ValueError as no_date:
                raise NotFelchatV2 from no_date
            return OldFelchat(users, [(by, whom) for by, whom in connection.execute(select(BLOCKS))])


@contextmanager
def reading(url: str) -> Iterator[Connection]:
    engine = engine_for(url)
    try:
        with engine.connect() as connection:
            yield connection
    except exc.DatabaseError as away:
        raise StorageAway("database of FelchatV2") from away
    finally:
        engine.dispose()


def is_felchatv2(connection: Connection) -> bool:
    """Whether its tables are there. Ours have the same names; but no other has keys of usernames."""
    users, blocks = (columns_of(connection, each.name) for each in (USERS, BLOCKS))
    return users >= set(USERS.c.keys()) and blocks >= set(BLOCKS.c.keys()) and "username_key" not in users


def columns_of(connection: Connection, name: str) -> set[str]:
    tables = inspect(connection)
    return {each["name"] for each in tables.get_columns(name)} if tables.has_table(name) else set()


def engine_for(url: str) -> Engine:
    """An engine that can only read. Raises NotFelchatV2 for what is no such URL."""
    try:
        parts = make_url(with_driver(re.sub(r"^(postgres(?:ql)?|sqlite)\+\w+://", r"\1://", url)))
    except (ValueError, exc.ArgumentError) as wrong:
        raise NotFelchatV2 from wrong
    if parts.get_backend_name() == "sqlite":
        file = Path(parts.database or "").resolve()
        return create_engine(
            f"sqlite:///{file.as_uri()}?mode=ro&uri=true", connect_args={"factory": OnlyRead}
        )
    return create_engine(
        parts,
        hide_parameters=True,
        connect_args={"connect_timeout": ANSWER_WITHIN, "options": "-c default_transaction_read_only=on"},
    )


def user_of(
    number: int, username: Any, email: Any, password_hash: Any, created_at: datetime | None
) -> OldUser:
    """The row as it is; where there is nothing, an empty string, and a time without a zone was in UTC."""
    if created_at is not None and created_at.tzinfo is None:
        created_at = created_at.replace(tzinfo=UTC)
    return OldUser(number, text_of(username), text_of(email), text_of(password_hash), created_at)


def text_of(value: Any) -> str:
    return "" if value is None else str(value)
