"""Felchat itself, started as it is deployed."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from shlex import quote
from urllib.request import urlopen

import yaml

from felchat.config import ROOT
from tests.servers.common import children_of, clean_environment, free_port, program_of_ours, wait_until

ASKED = 8
"""Times in a row: the kernel chooses the worker, and one that has only begun would leave it waiting."""


@dataclass
class Felchat:
    """The application as it is deployed: by the Procfile's line."""

    settings: dict[str, str]
    application: str = "wsgi:app"
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    log: Path = field(default_factory=lambda: Path(tempfile.mkstemp(prefix="felchat-", suffix=".log")[1]))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        # All the tests come from one address, and quicker than people do; those of the limits switch them on.
        quick = {"ENV": "test", "BCRYPT_ROUNDS": "4", "RATELIMIT_ENABLED": "false", "PORT": str(self.port)}
        programs = f"{Path(program_of_ours('python')).parent}{os.pathsep}{os.environ['PATH']}"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                ["sh", "-c", f"{procfile()['web']} {quote(self.application)}"],
                cwd=ROOT,
                env={**clean_environment(), **quick, **self.settings, "PATH": programs},
                stdout=log,
                stderr=log,
            )
        wait_until(lambda: all(self.answers() for _ in range(ASKED)), "Felchat starts")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def ends(self, within: float) -> None:
        """Wait for the end that it was told to come to."""
        assert self.process
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still there after {within} seconds:\n{self.said()}") from None

    def kill(self) -> None:
        """End it as a power cut would: no worker lives on, nobody is told."""
        if self.process:
            workers = self.workers()
            self.process.kill()  # first, so that it replaces none of them
            for worker in workers:
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
            self.process.wait(10)
            self.process = None

    def workers(self) -> list[int]:
        """The processes that serve."""
        return children_of(self.process.pid) if self.process else []

    def answers(self) -> bool:
        assert self.process is None or self.process.poll() is None, self.log.read_text()
        try:
            with urlopen(f"{self.url}/ping", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def said(self) -> str:
        """What it has written to its log."""
        return self.log.read_text()


def procfile() -> dict[str, str]:
    """The commands of the Procfile, each for a shell; read as YAML, as Railway does."""
    commands: dict[str, str] = yaml.safe_load((ROOT / "Procfile").read_text())
    return commands


@contextmanager
def felchat(**settings: str) -> Iterator[Felchat]:
    """A running Felchat; whatever it does, it may leave no traceback in its log."""
    server = Felchat(settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        said = server.said()
        server.log.unlink()
        assert "Traceback" not in said, said


def migrate(url: str) -> None:
    """Bring a database up to date with the project's own command."""
    flask("db", "upgrade", DATABASE_URL=url)


def sqlite(folder: Path) -> str:
    """The URL of a new SQLite database in that folder, migrated."""
    shutil.copy(migrated_sqlite(), folder / "felchat.db")
    return f"sqlite:///{folder}/felchat.db"


@cache
def migrated_sqlite() -> Path:
    """An empty database that the migrations made, once for this process; to be copied."""
    path = Path(tempfile.mkdtemp(prefix="felchat-migrated-")) / "felchat.db"
    atexit.register(shutil.rmtree, path.parent)
    migrate(f"sqlite:///{path}")
    return path


def flask(*words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of the flask command line, and fail with what it said."""
    done = subprocess.run(
        [program_of_ours("flask"), "--app", "wsgi", *words],
        cwd=ROOT,
        env={**clean_environment(), "ENV": "test", **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done
