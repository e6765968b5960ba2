"""The migrations, on both databases, and whom they find there."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import create_engine, text

from tests import servers
from tests.integration.test_commands import said, tables

OURS = ("users", "sessions", "user_blocks", "origins", "api_tokens", "inviters", "invitations")
FACTORS = ("second_factors", "recovery_codes")


def test_the_migrations_make_what_the_models_say_on_postgresql(postgres: str) -> None:
    with servers.database(postgres) as url:
        servers.migrate(url)
        assert "No new upgrade operations" in said(servers.flask("db", "check", DATABASE_URL=url))
        servers.flask("db", "downgrade", "base", DATABASE_URL=url)
        assert tables(url) == {"alembic_version"}
        servers.migrate(url)
        assert tables(url) == {"alembic_version", *OURS, *FACTORS}


def test_the_migrations_make_what_the_models_say_on_sqlite(tmp_path: Path) -> None:
    servers.migrate(url := f"sqlite:///{tmp_path}/felchat.db")
    assert "No new upgrade operations" in said(servers.flask("db", "check", DATABASE_URL=url))
    servers.flask("db", "downgrade", "base", DATABASE_URL=url)
    assert tables(url) == {"alembic_version"}


def test_who_was_signed_in_before_profiles_stays_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/felchat.db"
    servers.flask("db", "upgrade", "0001", DATABASE_URL=url)
    with closing(connect(tmp_path / "felchat.db")) as old, old:
        old.execute(
            "INSERT INTO users VALUES (7, 'Alice', 'alice', 'a@x.org', 'a@x.org', 'hash', '2026-01-01')"
        )
        old.execute("INSERT INTO sessions VALUES (9, 7, 'token hash', '2026-02-01 12:00:00')")
    servers.migrate(url)
    with closing(connect(tmp_path / "felchat.db")) as new:
        assert new.execute("SELECT language, theme, disabled_at FROM users").fetchall() == [
            ("auto", "auto", None)
        ]
        kept = new.execute("SELECT id, user_agent, address, last_used_at FROM sessions").fetchall()
    assert kept == [(9, "", "", "2026-02-01 12:00:00")]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/felchat.db"
    else:
        with servers.database(request.getfixturevalue("postgres")) as made:
            yield made


def test_who_looked_alike_before_that_was_refused_keeps_the_name(url: str) -> None:
    """The oldest of them keeps others off; nobody is renamed."""
    servers.flask("db", "upgrade", "0007", DATABASE_URL=url)
    old = "INSERT INTO users (id, username, username_key, email, email_key, password_hash, created_at)"
    engine = create_engine(url)
    with engine.begin() as connection:
        for number, name in enumerate(("a1ice", "alice", "bob"), start=1):
            values = f"({number}, '{name}', '{name}', '{name}', '{name}', 'hash', '2026-01-01')"
            connection.execute(text(f"{old} VALUES {values}"))
    servers.migrate(url)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT username, skeleton FROM users ORDER BY id")).all()
    engine.dispose()
    assert kept == [("a1ice", "allce"), ("alice", None), ("bob", "bob")]
