"""The operator's side: migrations on both databases, and settings that cannot be right."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import create_engine, inspect, text

from felchat.config import ROOT
from tests import old_felchat, servers
from tests.servers.common import clean_environment, program_of_ours

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


def said(done: "subprocess.CompletedProcess[str]") -> str:
    return done.stdout + done.stderr


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


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


def upgrade(url: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [program_of_ours("flask"), "--app", "wsgi", "db", "upgrade"],
        cwd=ROOT,
        env={**clean_environment(), "ENV": "test", "LOG_LEVEL": "ERROR", "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_a_database_that_is_away_is_one_line_and_no_traceback() -> None:
    done = upgrade("postgresql://felchat@/x?host=/nowhere")
    assert done.returncode == 1
    assert said(done) == "felchat: the database does not answer; `flask doctor` says more\n"


def test_the_database_of_felchatv2_is_left_alone(tmp_path: Path) -> None:
    old_felchat.make(url := f"sqlite:///{tmp_path}/felchat_v2.db")
    done = upgrade(url)
    assert done.returncode == 1
    assert said(done).startswith("felchat: this is another program's database")
    assert tables(url) == {"users", "user_blocks"}


SERVE, COMMAND = "python gunicorn.conf.py", "flask --app wsgi routes"
WRONG = [
    (COMMAND, {}, "SECRET_KEY"),
    (SERVE, {"ENV": "test", "WEB_CONCURRENCY": "two"}, "WEB_CONCURRENCY"),
    (SERVE, {"ENV": "test", "DATABASE_URL": "mysql://felchat:s3cret@db/felchat"}, "DATABASE_URL"),
]
"""Lacking, read by gunicorn itself, and with a secret in it. The unit tests try every setting."""


@pytest.mark.parametrize(("command", "settings", "named"), WRONG)
def test_a_setting_that_cannot_be_right_stops_the_start_in_one_line(
    command: str, settings: dict[str, str], named: str
) -> None:
    """Original fault S9: the start showed the database's password."""
    program, *words = command.split()
    done = subprocess.run(
        [program_of_ours(program), *words],
        cwd=ROOT,
        env={**clean_environment(), **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 1
    lines = said(done).strip().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"felchat: {named}")
    assert "s3cret" not in lines[0]


def test_the_procfile_says_what_the_tests_start() -> None:
    """It replaces its shell, which would keep SIGTERM to itself."""
    assert servers.procfile() == {
        "web": "exec python gunicorn.conf.py",
        "release": "flask --app wsgi db upgrade",
    }
