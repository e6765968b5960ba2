"""Limits that are counted by the library `limits`: here in this process's memory."""

import time
from collections.abc import Callable

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage, Storage
from limits.strategies import MovingWindowRateLimiter

from felchat.limits.domain import Limit

A_MOMENT = 0.001
"""Seconds. The least that whoever was refused waits."""


class MovingWindows:
    """See Windows. What was refused does not count, so that whoever waits as told passes."""

    def __init__(self, storage: Storage, drop_newest: Callable[[str], object]) -> None:
        self._counted = MovingWindowRateLimiter(storage)
        self._drop_newest = drop_newest

    def take(self, limit: Limit, key: str) -> float:
        if self._counted.hit(item(limit), key):
            return 0
        # At the very end of the window it may be over by the time that one asks, and nothing was counted.
        return self.wait(limit, key) or A_MOMENT

    def wait(self, limit: Limit, key: str) -> float:
        ends_at, left = self._counted.get_window_stats(item(limit), key)
        return 0 if left > 0 else max(0, ends_at - time.time())

    def give_back(self, limit: Limit, key: str) -> None:
        self._drop_newest(item(limit).key_for(key))

    def forget(self, limit: Limit, key: str) -> None:
        self._counted.clear(item(limit), key)


class Memory(MemoryStorage):
    """The library's own, which would keep the key of everybody whom it ever counted."""

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        for each in [each for each, counted in list(self.events.items()) if not counted]:
            with self.locks[each]:
                if not self.events.get(each):
                    self.events.pop(each, None)
                    self.locks.pop(each, None)
        return super().acquire_entry(key, limit, expiry, amount)


def in_memory() -> MovingWindows:
    """Those of this process alone."""
    storage = Memory()

    def drop_newest(key: str) -> None:
        with storage.locks[key]:
            del storage.events.get(key, [])[:1]  # the newest comes first

    return MovingWindows(storage, drop_newest)


def item(limit: Limit) -> RateLimitItemPerSecond:
    return RateLimitItemPerSecond(limit.times, limit.within, namespace=limit.name.replace(" ", "-"))
