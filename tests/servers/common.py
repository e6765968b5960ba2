"""What starting any server takes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import SystemRandom
from socket import socket

from felchat.config import Settings

START_WITHIN = 30
OURS = 12_000, 22_000


class NoServer(Exception):
    """There is no such server here, and no way to one."""


def wait_until(ready: Callable[[], object], what: str, within: float = START_WITHIN) -> None:
    """Return once `ready` returns something true, and raise TimeoutError after that many seconds."""
    deadline = time.monotonic() + within
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}, but not within {within} seconds")
        time.sleep(0.02)


def free_port() -> int:
    """A port below those that Linux gives out, so that nobody else comes by it before the server has it.

    Ten thousand further is none of those either: a Redis of a cluster speaks by that, too.
    """
    while True:
        port = SystemRandom().randrange(*OURS)
        with suppress(OSError), closing(socket()) as probe:
            probe.bind(("127.0.0.1", port))
            return port


def program(name: str, *folders: str) -> str | None:
    """The path of a program on PATH or in one of the folders, given as patterns."""
    found = [str(path) for folder in folders for path in Path("/").glob(f"{folder.lstrip('/')}/{name}")]
    return shutil.which(name) or next(iter(sorted(found, reverse=True)), None)


def program_of_ours(name: str) -> str:
    """A program of the environment that runs the tests."""
    return str(Path(sys.executable).parent / name)


def clean_environment() -> dict[str, str]:
    """This environment without any setting of Felchat's."""
    ours = {name.upper() for name in Settings.model_fields}
    return {name: value for name, value in os.environ.items() if name not in ours}


@contextmanager
def frozen(process: "subprocess.Popen[bytes] | None") -> Iterator[None]:
    """Whoever asks it or a child of its gets neither an answer nor a refusal, as of a machine that hangs."""
    assert process
    pids = [process.pid]
    os.kill(process.pid, signal.SIGSTOP)  # first, so that it starts no more of them
    pids += children_of(process.pid)
    try:
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        yield
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def children_of(pid: int) -> list[int]:
    """The processes that it has started and that live."""
    if not Path("/proc/self/stat").exists():
        listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
        return [int(child) for child in listed.stdout.split()]
    return [
        int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal() and parent_of(each) == pid
    ]


def parent_of(process: Path) -> int | None:
    """The parent of a process in /proc, None when it has just ended; a zombie has none that counts."""
    try:
        state, parent, *_ = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if state == "Z" else int(parent)
