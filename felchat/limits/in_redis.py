"""Limits that are counted in Redis, for all processes together."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from limits.storage import RedisStorage

from felchat.domain import StorageAway
from felchat.limits.domain import Limit
from felchat.limits.in_memory import MovingWindows, in_memory
from felchat.limits.repositories import Windows
from felchat.redis_connection import storage_away

if TYPE_CHECKING:
    from redis import Redis

T = TypeVar("T")


class SharedWindows:
    """See Windows. While Redis is away each process counts by itself, from nothing."""

    def __init__(self, redis: "Redis") -> None:
        storage = storage_on(redis)
        self._shared = MovingWindows(storage, lambda key: redis.lpop(storage.prefixed_key(key)))
        self._own = in_memory()

    def take(self, limit: Limit, key: str) -> float:
        return self._asked(lambda windows: windows.take(limit, key))

    def wait(self, limit: Limit, key: str) -> float:
        return self._asked(lambda windows: windows.wait(limit, key))

    def give_back(self, limit: Limit, key: str) -> None:
        self._asked(lambda windows: windows.give_back(limit, key))

    def forget(self, limit: Limit, key: str) -> None:
        self._own.forget(limit, key)
        self._asked(lambda windows: windows.forget(limit, key))

    def _asked(self, question: Callable[[Windows], T]) -> T:
        try:
            with storage_away():
                return question(self._shared)
        except StorageAway:
            return question(self._own)


def storage_on(redis: "Redis") -> RedisStorage:
    """The library's storage on our own client, which knows when a Redis is to be left alone."""
    storage = RedisStorage("redis://", connection_pool=redis.connection_pool, key_prefix="felchat:limits")
    storage.storage = redis
    storage.initialize_storage("redis://")
    return storage
