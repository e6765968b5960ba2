"""How Redis is reached, and what counts as its being away."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from random import SystemRandom
from time import monotonic
from typing import Any

from redis import BlockingConnectionPool, Redis, exceptions
from redis.backoff import AbstractBackoff
from redis.client import Pipeline
from redis.retry import Retry

from felchat import metrics
from felchat.domain import StorageAway

AWAY = (
    exceptions.ConnectionError,
    exceptions.TimeoutError,
    exceptions.ReadOnlyError,
    exceptions.OutOfMemoryError,
)
CONNECTIONS = 64
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


class PatientPipeline(Pipeline):
    """Commands that go to Redis together. See PatientRedis."""

    silence: Silence

    def execute(self, raise_on_error: bool = True) -> list[Any]:
        began = monotonic()
        try:
            with self.silence.asking():
                return super().execute(raise_on_error)
        finally:
            metrics.meters.redis_answered(("PIPELINE",), monotonic() - began)


class PatientRedis(Redis):
    """A client that leaves a silent Redis alone for a moment. Subscriptions have their own patience."""

    def __init__(self, pool: BlockingConnectionPool) -> None:
        super().__init__(connection_pool=pool)
        self.silence = Silence()

    def execute_command(self, *args: Any, **options: Any) -> Any:
        began = monotonic()
        try:
            with self.silence.asking():
                return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        finally:
            metrics.meters.redis_answered(args, monotonic() - began)

    def pipeline(self, transaction: bool = True, shard_hint: str | None = None) -> PatientPipeline:
        pipeline = PatientPipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)
        pipeline.silence = self.silence
        return pipeline


def connect(url: str) -> "Redis":
    """A client of that Redis. What cannot be asked is tried twice more; what is not answered in time is not.

    Every command that is repeated so can be: the script that writes knows its messages by nonce. Who finds
    a server that has become a replica asks anew who stands behind the name.
    """
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=CONNECTIONS,
        timeout=ANSWER_WITHIN,
        socket_timeout=ANSWER_WITHIN,
        socket_connect_timeout=ANSWER_WITHIN,
        health_check_interval=30,
        decode_responses=True,
        retry=Retry(Pauses(base=0.02, cap=0.2), 2, supported_errors=(exceptions.ConnectionError,)),
        retry_on_error=[exceptions.ReadOnlyError],
    )
    return PatientRedis(pool)


@contextmanager
def storage_away() -> Iterator[None]:
    """Turn "Redis does not answer", and "it takes no writes", into StorageAway."""
    try:
        yield
    except AWAY as away:
        raise StorageAway("message store") from away
    except exceptions.ResponseError as refused:
        if str(refused).startswith(("MISCONF", "LOADING", "MASTERDOWN", "NOREPLICAS", "UNBLOCKED")):
            raise StorageAway("message store") from refused
        raise


def answers(redis: "Redis") -> None:
    """Return when Redis answers and takes writes; raise StorageAway when it does not."""
    with storage_away():
        redis.set("felchat:asked", 1, px=1000)
