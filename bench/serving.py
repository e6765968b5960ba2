"""A target that runs, and what its processes cost."""

import asyncio
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.request import urlopen

from bench import proc
from bench.stage import QUICK, Stage
from bench.targets import Target
from tests import servers

MOST_SOCKETS = "--worker-connections 20000"
"""For gunicorn, whose workers else take no more than they were told; it changes nothing but that."""
RESTS, AT_MOST = 0.1, 20


@dataclass(frozen=True)
class Site:
    """A target that answers."""

    target: Target
    stage: Stage
    port: int
    process: int
    started_in: float
    """Seconds from its start to its first answer."""
    database: str
    """Where its people are, for SQLAlchemy."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def workers(self) -> list[int]:
        return proc.parts_of(self.process)["workers"]

    def parts(self) -> dict[str, list[int]]:
        """All the processes that have a part in it, the generator (this one) among them."""
        return {
            **proc.parts_of(self.process),
            "redis": [self.stage.redis],
            "postgres": proc.with_descendants(self.stage.postgres),
            "generator": [os.getpid()],
        }

    def spent(self) -> proc.Spent:
        """Seconds of CPU by part and process, since each began."""
        return proc.spent(self.parts())

    async def rests(self) -> None:
        """Wait until its workers have next to nothing to do, or it seems that they always have."""
        for _ in range(AT_MOST):
            before = proc.cpu_seconds(self.workers)
            await asyncio.sleep(0.5)
            if (proc.cpu_seconds(self.workers) - before) / 0.5 < RESTS:
                return


@contextmanager
def serving(
    target: Target, stage: Stage, people: int, workers: int = 1, rounds: int = QUICK
) -> Iterator[Site]:
    """The target with so many people who might sign in."""
    with stage.crowd(people, rounds) as database, tempfile.NamedTemporaryFile(suffix=".log") as log:
        port = servers.free_port()
        about = environment(
            target,
            PORT=port,
            WORKERS=workers,
            WEB_CONCURRENCY=workers,
            BCRYPT_ROUNDS=rounds,
            DATABASE_URL=database.replace("+psycopg2", ""),
            REDIS_URL=stage.redis_url,
            GUNICORN_CMD_ARGS=MOST_SOCKETS,
        )
        began = monotonic()
        process = subprocess.Popen(target.command, cwd=target.folder, env=about, stdout=log, stderr=log)
        try:
            servers.wait_until(lambda: answers(process, port, target.ready, Path(log.name)), target.title)
            yield Site(target, stage, port, process.pid, monotonic() - began, database)
        finally:
            end(process)


def environment(target: Target, **settings: object) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**inherited, **{name: str(value) for name, value in settings.items()}, **target.environment}


def answers(process: "subprocess.Popen[bytes]", port: int, path: str, log: Path) -> bool:
    assert process.poll() is None, log.read_text()
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def end(process: "subprocess.Popen[bytes]") -> None:
    """End it, and whatever of it lives on after some seconds."""
    pids = proc.with_descendants(process.pid)
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        process.wait()
