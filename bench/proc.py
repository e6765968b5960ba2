"""What processes have cost, as Linux counts it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import clock_gettime

from tests.servers import children_of

Parts = Mapping[str, Sequence[int]]
"""Processes by what they are part of."""
Spent = Mapping[str, Mapping[int, float]]
"""Seconds of CPU by part and process."""
WHAT_IT_HAS_RUN = 2
"""The kernel's CPUCLOCK_SCHED: of a process's clocks the one that is exact to nanoseconds."""


def with_descendants(pid: int) -> list[int]:
    return [pid, *(each for child in children_of(pid) for each in with_descendants(child))]


def parts_of(server: int) -> dict[str, list[int]]:
    """A server's processes: those that serve, and those that only look after others."""
    pids = with_descendants(server)
    serving = [pid for pid in pids if not children_of(pid)]
    return {"workers": serving, "arbiter": [pid for pid in pids if pid not in serving]}


def clock(pid: int) -> float:
    """Seconds of CPU of all its threads, of those that have ended too. Raises OSError if it is gone."""
    return clock_gettime(~pid << 3 | WHAT_IT_HAS_RUN)


def cpu_seconds(pids: Sequence[int]) -> float:
    """What those of them have spent that live."""
    return sum(spent({"all": pids})["all"].values())


def spent(parts: Parts) -> Spent:
    """What each process has spent since it began."""
    of: dict[str, dict[int, float]] = {name: {} for name in parts}
    for name, pids in parts.items():
        for pid in pids:
            with suppress(OSError):
                of[name][pid] = clock(pid)
    return of


def since(before: Spent, now: Spent) -> dict[str, float]:
    """Seconds that those who live have spent in between; who ended meanwhile does not count."""
    return {
        name: sum(seconds - before.get(name, {}).get(pid, 0) for pid, seconds in of.items())
        for name, of in now.items()
    }


def pss(pids: Sequence[int]) -> int:
    """Bytes of memory: their own, and their share of what they share."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total


def open_sockets(pids: Sequence[int]) -> int:
    """How many sockets they have open, of whatever kind."""
    total = 0
    for pid in pids:
        for each in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                total += str(each.readlink()).startswith("socket:")
    return total
