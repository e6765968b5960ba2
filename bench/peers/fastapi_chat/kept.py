"""What is kept: people and blocks in PostgreSQL, sessions and messages in Redis."""

import asyncio
import os
import time
from typing import Any

import asyncpg
import bcrypt
from redis.asyncio import BlockingConnectionPool, Redis

from bench.peers.messages import RETENTION_MS, SCRIPT, keys, oldest_first, stream_of
from felchat.accounts.passwords import digest

A_DAY = 43_200
KNOWN_FOR = 30.0

CONNECTIONS = 50

redis = Redis(
    connection_pool=BlockingConnectionPool.from_url(
        os.environ["REDIS_URL"], max_connections=CONNECTIONS, timeout=None, decode_responses=True
    )
)
add = redis.register_script(SCRIPT)
blocks: dict[tuple[int, int], tuple[float, bool]] = {}


class Database:
    """A pool of connections, for as long as the application runs."""

    pool: asyncpg.Pool

    async def open(self) -> None:
        self.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=2, max_size=10)

    async def close(self) -> None:
        await self.pool.close()


database = Database()


async def person(number: int) -> str | None:
    statement = "SELECT username FROM users WHERE id = $1 AND disabled_at IS NULL"
    name: str | None = await database.pool.fetchval(statement, number)
    return name


async def people(number: int) -> list[Any]:
    """The first fifty others, by name."""
    others = "SELECT id, username FROM users WHERE id != $1 AND disabled_at IS NULL"
    rows: list[Any] = await database.pool.fetch(f"{others} ORDER BY username_key LIMIT 50", number)
    return rows


async def signed_in(name: str, password: str) -> int | None:
    statement = "SELECT id, password_hash FROM users WHERE username_key = $1"
    found = await database.pool.fetchrow(statement, name.casefold())
    if not found:
        return None
    fits = await asyncio.to_thread(bcrypt.checkpw, digest(password), found["password_hash"].encode())
    return int(found["id"]) if fits else None


async def is_blocked(one: int, other: int) -> bool:
    """Whether one of the two has blocked the other, as it was at most half a minute ago."""
    pair = min(one, other), max(one, other)
    asked_at, blocked = blocks.get(pair, (0.0, False))
    if time.monotonic() - asked_at > KNOWN_FOR:
        statement = "SELECT 1 FROM user_blocks WHERE (blocker_id, blocked_id) IN (($1, $2), ($2, $1))"
        blocked = bool(await database.pool.fetchval(statement, *pair))
        blocks[pair] = time.monotonic(), blocked
    return blocked


async def keep(sender: int, recipient: int, body: str, nonce: str) -> None:
    await add(keys=keys(sender, recipient, nonce), args=[RETENTION_MS, sender, nonce, body, "messages"])


async def newest(one: int, other: int) -> list[dict[str, Any]]:
    """The last fifty, oldest first."""
    oldest = int(time.time() * 1000) - RETENTION_MS
    return oldest_first(await redis.xrevrange(stream_of(one, other), "+", str(oldest), count=50))
