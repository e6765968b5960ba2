"""How Redis is reached, and what counts as its being away."""

from collections.abc import Iterator, Mapping, Sequence
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
MANY = ("PIPELINE",)
CONNECTIONS = 8
"""One that is shared, and one for each subscription."""
PAUSES = Pauses(base=0.02, cap=0.2)
AGAIN = Retry(PAUSES, 2, supported_errors=(exceptions.ConnectionError, exceptions.ReadOnlyError))


class PatientRedis(Redis):
    """A client that leaves a silent Redis alone for a moment. Subscriptions have their own patience.

    All that it is asked goes over one connection, together with whatever else is asked just then. So
    nothing that blocks may be asked of it, nor a transaction.
    """

    def __init__(self, pool: BlockingConnectionPool) -> None:
        super().__init__(connection_pool=pool)
        self.silence = Silence()
        self._together = Together(pool.get_connection)

    def execute_command(self, *args: Any, **options: Any) -> Any:
        [answer] = self.ask(args)
        return self.read(args, options, answer)

    def ask(self, *commands: Sequence[Any]) -> Sequence[Any]:
        """What Redis answers to these commands, as it is. Raises whatever redis-py raises."""
        began = monotonic()
        try:
            with self.silence.asking():
                return AGAIN.call_with_retry(partial(self._together.ask, *commands), lambda _error: None)
        finally:
            metrics.meters.redis_answered(commands[0] if len(commands) == 1 else MANY, monotonic() - began)

    def read(self, command: Sequence[Any], options: Mapping[str, Any], answer: Any) -> Any:
        """The answer as redis-py would have it."""
        options = {name: option for name, option in options.items() if name != "keys"}  # for its cache
        reading = self.response_callbacks.get(command[0])
        return reading(answer, **options) if reading else answer

    def register_script(self, script: Any) -> "TogetherScript":
        return TogetherScript(self, script)

    def pipeline(self) -> "TogetherPipeline":  # type: ignore[override]  # nobody can ask for a transaction
        return TogetherPipeline(self)


class TogetherPipeline(Pipeline):
    """Commands that go to Redis one behind the other. See PatientRedis."""

    def __init__(self, redis: PatientRedis) -> None:
        super().__init__(redis.connection_pool, redis.response_callbacks, transaction=False, shard_hint=None)
        self._redis = redis

    def execute(self) -> list[Any]:  # type: ignore[override]
        """What redis-py would make of each answer. Raises the first refusal there is."""
        asked, scripts = list(self.command_stack), list(self.scripts)
        self.reset()
        commands = [command for command, _options in asked]
        try:
            answers = self._redis.ask(*commands) if commands else []
        except exceptions.NoScriptError:
            for script in scripts:
                self._redis.script_load(script.script)
            answers = self._redis.ask(*commands)
        both = zip(asked, answers, strict=True)
        return [self._redis.read(command, options, answer) for (command, options), answer in both]


class TogetherScript(Script):
    """A script that Redis is taken to know until it says otherwise."""

    def __call__(self, keys: Any = (), args: Any = (), client: Any = None) -> Any:
        if client is not None:
            return super().__call__(keys, args, client)
        try:
            redis = cast(PatientRedis, self.registered_client)
            return redis.ask(("EVALSHA", self.sha, len(keys), *keys, *args))[0]
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
