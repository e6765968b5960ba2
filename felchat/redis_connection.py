"""How Redis is reached, and what counts as its being away."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import Any, cast

from redis import BlockingConnectionPool, Redis, exceptions
from redis.client import Pipeline
from redis.commands.core import Script
from redis.retry import Retry

from felchat import metrics
from felchat.domain import StorageAway
from felchat.redis_patience import ANSWER_WITHIN, Pauses, Silence
from felchat.redis_together import Together

AWAY = (
    exceptions.ConnectionError,
    exceptions.TimeoutError,
    exceptions.ReadOnlyError,
    exceptions.OutOfMemoryError,
)
CONNECTIONS = 64
PAUSES = Pauses(base=0.02, cap=0.2)
AGAIN = Retry(PAUSES, 2, supported_errors=(exceptions.ConnectionError, exceptions.ReadOnlyError))


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
        self._together = Together(pool.get_connection)

    def execute_command(self, *args: Any, **options: Any) -> Any:
        began = monotonic()
        try:
            with self.silence.asking():
                return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        finally:
            metrics.meters.redis_answered(args, monotonic() - began)

    def register_script(self, script: Any) -> "TogetherScript":
        return TogetherScript(self, script)

    def run_together(self, *command: Any) -> Any:
        """The same as `execute_command`, over the one connection that all who run scripts share."""
        began = monotonic()
        try:
            with self.silence.asking():
                return AGAIN.call_with_retry(partial(self._together.ask, *command), lambda _error: None)
        finally:
            metrics.meters.redis_answered(command, monotonic() - began)

    def pipeline(self, transaction: bool = True, shard_hint: str | None = None) -> PatientPipeline:
        pipeline = PatientPipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)
        pipeline.silence = self.silence
        return pipeline


class TogetherScript(Script):
    """A script that goes to Redis with whatever else is run just then, unless it is given a pipeline."""

    def __call__(self, keys: Any = (), args: Any = (), client: Any = None) -> Any:
        if client is not None:
            return super().__call__(keys, args, client)
        try:
            redis = cast(PatientRedis, self.registered_client)
            return redis.run_together("EVALSHA", self.sha, len(keys), *keys, *args)
        except exceptions.NoScriptError:
            return super().__call__(keys, args)  # which has Redis learn it


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
        retry=Retry(PAUSES, 2, supported_errors=(exceptions.ConnectionError,)),
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
