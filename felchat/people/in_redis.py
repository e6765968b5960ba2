"""Who is online, in Redis: a key for each person, which expires by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import cast

from redis import Redis

from felchat.people.domain import ONLINE_FOR
from felchat.redis_connection import storage_away

SAY_AGAIN = 15
"""Seconds within which this process does not tell Redis again of the same person."""
MOST_KNOWN = 10_000


@dataclass
class RedisPresence:
    """See Presence."""

    redis: "Redis"
    came_online: Callable[[int], None]
    _told_at: dict[int, float] = field(default_factory=dict)

    def seen(self, person: int) -> None:
        if monotonic() - self._told_at.get(person, -SAY_AGAIN) < SAY_AGAIN:
            return
        if len(self._told_at) >= MOST_KNOWN:
            self._told_at.clear()
        self._told_at[person] = monotonic()  # first, so that a Redis that is away holds nobody up twice
        expires_in = round(ONLINE_FOR.total_seconds()) + SAY_AGAIN
        with storage_away():
            before = self.redis.set(key_of(person), "1", ex=expires_in, get=True)
        if before is None:
            self.came_online(person)

    def online(self, people: Iterable[int]) -> frozenset[int]:
        these = list(people)
        with storage_away(), self.redis.pipeline() as pipeline:
            for person in these:
                pipeline.exists(key_of(person))
            found = cast(list[int], pipeline.execute())
        return frozenset(person for person, is_here in zip(these, found, strict=True) if is_here)


def key_of(person: int) -> str:
    return f"felchat:online:{person}"
