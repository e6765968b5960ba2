"""Sessions and messages in Redis, by redis-py with hiredis."""

import os
import time
from typing import Any

from redis import BlockingConnectionPool, Redis

from bench.peers.messages import RETENTION_MS, SCRIPT, keys, oldest_first, stream_of

HALF_A_DAY = 43_200
CONNECTIONS = 50

pool = BlockingConnectionPool.from_url(
    os.environ["REDIS_URL"], max_connections=CONNECTIONS, timeout=None, decode_responses=True
)
redis = Redis(connection_pool=pool)
add = redis.register_script(SCRIPT)


def keep(sender: int, recipient: int, body: str, nonce: str, channel: str) -> tuple[str, bool]:
    """The id of the message, and whether it was there already."""
    found: Any = add(keys=keys(sender, recipient, nonce), args=[RETENTION_MS, sender, nonce, body, channel])
    return found[0], bool(found[1])


def newest(one: int, other: int) -> list[dict[str, Any]]:
    """The last fifty, oldest first."""
    oldest = int(time.time() * 1000) - RETENTION_MS
    return oldest_first(redis.xrevrange(stream_of(one, other), "+", str(oldest), count=50))
