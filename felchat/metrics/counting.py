"""Counting in plain numbers: ten times as quick as in those that other processes read (decision 0014).

It is done in greenlets, of which one alone runs at a time; threads of the system's own do not count.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from felchat.metrics.domain import Meters
from felchat.metrics.instruments import (
    ANSWERS,
    DATABASE,
    EVENTS,
    GAPS,
    HINTS,
    HUNG_UP,
    KEPT,
    LAG,
    REDIS,
    REFUSED,
    Instrument,
)

ASKS = re.compile(
    r"\s*(?:(SELECT)\b.*?\bFROM|(INSERT) INTO|(UPDATE)|(DELETE) FROM)\s+\"?(\w+)", re.IGNORECASE | re.DOTALL
)

DIGEST = re.compile("[0-9a-f]{40}")

Series = tuple[Instrument, tuple[str, ...]]
"""An instrument, and the values of its labels."""


class Times:
    """How many times took how long: counted by classes, and the seconds of all."""

    __slots__ = ("bounds", "counts", "seconds")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.seconds = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(self.bounds, seconds)] += 1
        self.seconds += seconds


class Counting(Meters):
    """See Meters. `scripts`: the names of Redis' scripts by their digests."""

    def __init__(self, scripts: Mapping[str, str]) -> None:
        self.sockets: Counter[str] = Counter()
        self._scripts = scripts
        self._begin_anew()

    def taken(self) -> tuple[Sequence[tuple[Series, int]], Sequence[tuple[Series, Times]]]:
        """All that was counted since this was last called. A series may be in it twice."""
        counts = [*self._counts.items(), ((HINTS, ()), self._hints)]
        asked = [((REDIS, (self._name_of(words),)), times) for words, times in self._redis.items()]
        times = [*self._times.items(), *asked, ((KEPT, ()), self._kept)]
        self._begin_anew()
        return counts, times

    def _begin_anew(self) -> None:
        """What each message counts has a place of its own, which is quicker than one found by its series."""
        self._kept = Times(KEPT.bounds)
        self._hints = 0
        self._redis: dict[object, Times] = {}
        self._counts: dict[Series, int] = {}
        self._times: dict[Series, Times] = {}

    def message_kept(self, seconds: float) -> None:
        self._kept.add(seconds)

    def message_refused(self, kind: str) -> None:
        self._count(REFUSED, kind)

    def hint_came(self) -> None:
        self._hints += 1

    def gap_found(self) -> None:
        self._count(GAPS)

    def socket_opened(self, kind: str) -> None:
        self.sockets[kind] += 1

    def socket_closed(self, kind: str) -> None:
        self.sockets[kind] -= 1

    def hung_up(self, code: int) -> None:
        self._count(HUNG_UP, str(code))

    def redis_answered(self, command: Sequence[object], seconds: float) -> None:
        words = command[1] if command[0] == "EVALSHA" else command[0]
        times = self._redis.get(words)
        if times is None:
            times = self._redis[words] = Times(REDIS.bounds)
        times.add(seconds)

    def database_answered(self, statement: str, seconds: float) -> None:
        self._timed((DATABASE, (question_in(statement),)), seconds)

    def event_noted(self, name: str) -> None:
        self._count(EVENTS, name)

    def answered(self, route: str, status: int) -> None:
        self._count(ANSWERS, route, f"{status // 100}xx")

    def woke_late(self, seconds: float) -> None:
        self._timed((LAG, ()), seconds)

    def _count(self, instrument: Instrument, *labels: str) -> None:
        self._counts[instrument, labels] = self._counts.get((instrument, labels), 0) + 1

    def _timed(self, series: Series, seconds: float) -> None:
        times = self._times.get(series)
        if times is None:
            times = self._times[series] = Times(series[0].bounds)
        times.add(seconds)

    def _name_of(self, words: object) -> str:
        """The name of a command or of a script; a digest that is nobody's here is `script`."""
        name = str(words)
        return self._scripts.get(name, "script" if DIGEST.fullmatch(name) else name.lower())


@lru_cache(512)
def question_in(statement: str) -> str:
    """What a statement of ours does, and with which table, such as `select accounts`; no value is in it."""
    if not (found := ASKS.match(statement)):
        return "other"
    return " ".join(filter(None, found.groups())).lower()
