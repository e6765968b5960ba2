"""How Redis is reached, and what counts as its being away."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import SystemRandom

from redis import BlockingConnectionPool, Redis, exceptions
from redis.backoff import AbstractBackoff
from redis.retry import Retry

from felchat.domain import StorageAway

AWAY = (
    exceptions.ConnectionError,
    exceptions.TimeoutError,
    exceptions.ReadOnlyError,
    exceptions.OutOfMemoryError,
)
CONNECTIONS = 64
ANSWER_WITHIN = 3


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


def connect(url: str) -> "Redis":
    """A client of that Redis. It waits at most three seconds for an answer, and tries twice more.

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
        retry=Retry(Pauses(base=0.02, cap=0.2), retries=2),
        retry_on_error=[exceptions.ReadOnlyError],
    )
    return Redis(connection_pool=pool)


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
