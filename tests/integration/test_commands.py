"""The operator's side: databases that cannot be migrated, and settings that cannot be right."""

import subprocess
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from felchat.config import ROOT
from tests import old_felchat, servers
from tests.servers.common import clean_environment, program_of_ours


def said(done: "subprocess.CompletedProcess[str]") -> str:
    return done.stdout + done.stderr


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


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
