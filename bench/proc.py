"""What processes have cost, as Linux counts it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.servers import children_of

Parts = Mapping[str, Sequence[int]]
"""Processes by what they are part of."""


def with_descendants(pid: int) -> list[int]:
    return [pid, *(each for child in children_of(pid) for each in with_descendants(child))]


def parts_of(server: int) -> dict[str, list[int]]:
    """A server's processes: those that serve, and those that only look after others."""
    pids = with_descendants(server)
    serving = [pid for pid in pids if not children_of(pid)]
    return {"workers": serving, "arbiter": [pid for pid in pids if pid not in serving]}


def cpu_seconds(pids: Sequence[int]) -> float:
    """How long their threads have run, those that live; more exact than /proc/PID/stat."""
    total = 0
    for pid in pids:
        for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            with suppress(OSError):
                total += int(thread.read_text().split()[0])
    return total / 1e9


def spent(parts: Parts) -> dict[str, float]:
    return {name: cpu_seconds(pids) for name, pids in parts.items()}


def since(before: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    return {name: now[name] - before[name] for name in now}


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
