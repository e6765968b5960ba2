"""A PostgreSQL and a Redis of our own, which all targets of a run share, one after the other."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import redis
from sqlalchemy import create_engine, make_url, text

from felchat.accounts.passwords import digest, hashed
from felchat.config import ROOT
from tests import servers

PASSWORD = "correct horse battery"
QUICK = 4
"""Rounds of bcrypt, so that signing thousands in takes seconds."""
SEEDED = text("""
    INSERT INTO users (username, username_key, email, email_key, password_hash, created_at)
    SELECT 'person-' || n, 'person-' || n, n || '@example.org', n || '@example.org', :hashed, now()
    FROM generate_series(1, :crowd) AS n
""")


@dataclass(frozen=True)
class Stage:
    """The two stores: their addresses, and their processes."""

    server: str
    template: str
    redis_url: str
    postgres: int
    redis: int

    @contextmanager
    def crowd(self, people: int, rounds: int = QUICK) -> Iterator[str]:
        """A database with so many people, `person-1` having the id 1, and an empty Redis."""
        redis.Redis.from_url(self.redis_url).flushall()
        with servers.database(self.server, like=self.template) as url:
            seed(url, people, rounds)
            yield url


@dataclass
class RedisOnTcp(servers.RedisServer):
    """A Redis reached by TCP, as in production."""

    port: int = field(default_factory=servers.free_port)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        place = ("--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder))
        self.process = subprocess.Popen([self.executable, *self.flags, *place], stdout=subprocess.DEVNULL)
        servers.wait_until(self.answers, "Redis starts")


@contextmanager
def stage(root: Path = ROOT) -> Iterator[Stage]:
    """Both stores, with the tables that the Felchat in that folder makes."""
    with servers.own_postgres(servers.programs_of_postgres()) as postgres, own_redis() as kept:
        assert postgres.process
        assert kept.process
        with servers.database(postgres.url) as template:
            migrate(root, template)
            yield Stage(postgres.url, template, kept.url, postgres.process.pid, kept.process.pid)


@contextmanager
def own_redis() -> Iterator[RedisOnTcp]:
    executable = shutil.which("redis-server") or servers.carried_redis()
    with TemporaryDirectory(prefix="felchat-bench-") as folder:
        server = RedisOnTcp(executable, Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def migrate(root: Path, url: str) -> None:
    subprocess.run(
        [root / ".venv/bin/flask", "--app", "wsgi", "db", "upgrade"],
        cwd=root,
        env={**os.environ, "ENV": "test", "DATABASE_URL": url, "LOG_LEVEL": "WARNING"},
        check=True,
        capture_output=True,
    )


def seed(url: str, people: int, rounds: int) -> None:
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        connection.execute(SEEDED, {"hashed": hashed(digest(PASSWORD), rounds).decode(), "crowd": people})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()
