"""How long Redis is waited for, and that nobody queues up for it while it is silent."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from random import SystemRandom
from time import monotonic

from redis import exceptions
from redis.backoff import AbstractBackoff

ANSWER_WITHIN = 2
"""Seconds after which a silent Redis counts as away."""
SILENT_FOR = (0.5, 1.0)
"""Seconds, by chance between these, for which it is then left alone."""


class Pauses(AbstractBackoff):
    """Longer each time, from `base` up to `cap` seconds, and of chance length: nobody comes back at once.

    By the system's chance, since redis-py's own draw on Python's, which whoever seeds it counts on.
    """

    def __init__(self, base: float, cap: float) -> None:
        self._base = base
        self._cap = cap

    def compute(self, failures: int) -> float:
        longest = min(self._cap, self._base * 2**failures)
        return SystemRandom().uniform(longest / 2, longest)


class Silence:
    """What a process knows of a Redis that hangs: then one question waits for an answer, not every one."""

    def __init__(self) -> None:
        self._until = -inf

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Enclose a question. While Redis is silent it is refused at once, but for one now and then."""
        over_for = monotonic() - self._until
        if over_for < 0:
            raise exceptions.TimeoutError("Redis was silent a moment ago")
        if over_for < ANSWER_WITHIN:
            self._until = monotonic() + ANSWER_WITHIN  # this one finds out for all
        try:
            yield
        except exceptions.TimeoutError:
            self._until = monotonic() + SystemRandom().uniform(*SILENT_FOR)
            raise
        except exceptions.ResponseError:
            self._until = -inf
            raise
        self._until = -inf
