"""What is read of a FelchatV2, in SQLite and in PostgreSQL, and what is not taken for one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from felchat.domain import StorageAway
from felchat.takeover.domain import NotFelchatV2
from felchat.takeover.old_house import SqlOldHouse
from tests import servers
from tests.old_felchat import HASH, fill, make


@pytest.fixture
def old_sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/felchat_v2.db"


@pytest.fixture
def old_postgres(postgres: str) -> Iterator[str]:
    with servers.database(postgres) as url:
        yield url


@pytest.fixture(params=["old_sqlite", "old_postgres"])
def old_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(request.param)
    return url


def test_all_of_an_old_database_is_read_and_nothing_changed(old_url: str) -> None:
    fill(old_url, people=["alice", "bob"], blocks=[(1, 2)])
    old = SqlOldHouse().read(old_url)
    assert [(each.id, each.username, each.email) for each in old.users] == [
        (1, "alice", "alice@example.org"),
        (2, "bob", "bob@example.org"),
    ]
    assert {each.password_hash for each in old.users} == {HASH}
    assert {each.created_at for each in old.users} == {datetime(2025, 3, 1, 9, 30, tzinfo=UTC)}
    assert old.blocks == [(1, 2)]
    assert SqlOldHouse().read(old_url) == old


@pytest.mark.parametrize(("mine", "theirs"), [("+psycopg2", "+asyncpg"), ("sqlite:", "sqlite+aiosqlite:")])
def test_the_asynchronous_drivers_of_felchatv2_are_understood(old_url: str, mine: str, theirs: str) -> None:
    make(old_url)
    assert SqlOldHouse().read(old_url.replace(mine, theirs)).users == []


def test_another_database_is_not_taken_for_an_old_one(old_url: str) -> None:
    engine = create_engine(old_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE users (id INTEGER, name TEXT)"))
        with pytest.raises(NotFelchatV2):
            SqlOldHouse().read(old_url)
        connection.execute(text("CREATE TABLE user_blocks (id INTEGER)"))
    with pytest.raises(NotFelchatV2):
        SqlOldHouse().read(old_url)
    engine.dispose()


def test_a_felchat_of_today_is_not_taken_for_an_old_one(tmp_path: Path, database_url: str) -> None:
    for url in (servers.sqlite(tmp_path), database_url):
        with pytest.raises(NotFelchatV2):
            SqlOldHouse().read(url)


def test_an_old_file_is_left_byte_for_byte_as_it_was(old_sqlite: str, tmp_path: Path) -> None:
    fill(old_sqlite, people=["alice"])
    file = tmp_path / "felchat_v2.db"
    before = file.read_bytes()
    SqlOldHouse().read(old_sqlite)
    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://u:p@h/x", "http://example.org", "postgresql://u:p@h:99999/x", "\udcff"]
)
def test_what_is_no_such_address_is_refused(url: str) -> None:
    with pytest.raises(NotFelchatV2):
        SqlOldHouse().read(url)


@pytest.mark.parametrize("url", ["postgresql://u@/x?host=/nowhere", "sqlite:////nowhere/felchat.db"])
def test_an_old_database_that_is_not_there_is_away_and_is_not_made(url: str) -> None:
    with pytest.raises(StorageAway, match="FelchatV2"):
        SqlOldHouse().read(url)


def test_a_file_that_is_no_database_is_away(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all, but long enough to look at\n" * 20)
    with pytest.raises(StorageAway, match="FelchatV2"):
        SqlOldHouse().read(f"sqlite:///{tmp_path}/notes.txt")


def test_rows_without_an_address_or_a_date_are_read(old_sqlite: str, tmp_path: Path) -> None:
    make(old_sqlite)
    with closing(sqlite3.connect(tmp_path / "felchat_v2.db")) as connection, connection:
        connection.execute("INSERT INTO users (id, username, password_hash) VALUES (1, 'alice', 'x')")
    (alice,) = SqlOldHouse().read(old_sqlite).users
    assert (alice.email, alice.created_at) == ("", None)
