"""A conversation beside it all, and a look at the server from outside."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from tests import servers
from tests.integration.person import Person

SECRET = "between-alice-and-bob"


@dataclass
class Talk:
    """What alice said and what bob and she were shown of it, and how long each message took at most."""

    said: list[str] = field(default_factory=list)
    bob_read: list[str] = field(default_factory=list)
    alice_read: list[str] = field(default_factory=list)
    slowest: float = 0


@contextmanager
def talking(alice: Person, bob: Person) -> Iterator[Talk]:
    """Let alice talk to bob until the block is left."""
    talk, over = Talk(), Event()

    def go_on() -> None:
        with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
            alices.until("Live")
            bobs.until("Live")
            while not over.is_set():
                talk.said.append(f"{SECRET} {len(talk.said)}")
                began = time.monotonic()
                alices.say(talk.said[-1])
                talk.bob_read += [each.body for each in bobs.messages(1)]
                talk.alice_read += [each.body for each in alices.messages(1)]
                talk.slowest = max(talk.slowest, time.monotonic() - began)
                over.wait(0.7)  # no faster than the limits let anybody

    thread = Thread(target=go_on)
    thread.start()
    try:
        yield talk
    finally:
        over.set()
        thread.join(30)


@dataclass(frozen=True)
class Looks:
    """What a machine sees of the workers: who they are, and what they hold."""

    pids: frozenset[int]
    connections: int
    threads: int
    megabytes: int

    @classmethod
    def at(cls, site: servers.Felchat) -> "Looks":
        pids = site.workers()
        return cls(
            frozenset(pids),
            connections_to(site.port),
            sum(map(threads_of, pids)),
            sum(map(megabytes_of, pids)),
        )


def connections_to(port: int) -> int:
    """How many its side of has not been closed. Where there is no /proc, none that can be counted."""
    table = Path("/proc/net/tcp")
    rows = [row.split() for row in table.read_text().splitlines()[1:]] if table.exists() else []
    open_ones = ("01", "05", "08")  # established, finishing, and waiting for us to close
    return sum(row[1].endswith(f":{port:04X}") and row[3] in open_ones for row in rows)


def threads_of(pid: int) -> int:
    tasks = Path(f"/proc/{pid}/task")
    return len(list(tasks.iterdir())) if tasks.exists() else 0


def megabytes_of(pid: int) -> int:
    """What it holds in memory; where there is no /proc, nothing that can be counted."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024
