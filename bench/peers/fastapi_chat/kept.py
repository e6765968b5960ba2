"""What is kept: people and blocks in PostgreSQL, sessions and messages in Redis."""

import asyncio
import json
import os
import time
from pathlib import Path
from typing import Any

import bcrypt
from psycopg2.pool import ThreadedConnectionPool
from redis.asyncio import Redis

from felchat.accounts.passwords import digest

RETENTION_MS = 1_800_000
A_DAY = 43_200
KNOWN_FOR = 30.0
SCRIPT = (Path(__file__).parents[1] / "add_message.lua").read_text()

redis = Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
add = redis.register_script(SCRIPT)
database = ThreadedConnectionPool(1, 20, os.environ["DATABASE_URL"].replace("+psycopg2", ""))
blocks: dict[tuple[int, int], tuple[float, bool]] = {}


def query(statement: str, *values: Any) -> list[Any]:
    connection = database.getconn()
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()
    finally:
        database.putconn(connection)


async def ask(statement: str, *values: Any) -> list[Any]:
    """A query, in a thread."""
    return await asyncio.to_thread(query, statement, *values)


async def person(number: int) -> str | None:
    found = await ask("SELECT username FROM users WHERE id = %s AND disabled_at IS NULL", number)
    return found[0][0] if found else None


async def signed_in(name: str, password: str) -> int | None:
    found = await ask("SELECT id, password_hash FROM users WHERE username_key = %s", name.casefold())
    if not found:
        return None
    fits = await asyncio.to_thread(bcrypt.checkpw, digest(password), found[0][1].encode())
    return int(found[0][0]) if fits else None


async def is_blocked(one: int, other: int) -> bool:
    """Whether one of the two has blocked the other, as it was at most half a minute ago."""
    pair = min(one, other), max(one, other)
    asked_at, blocked = blocks.get(pair, (0.0, False))
    if time.monotonic() - asked_at > KNOWN_FOR:
        statement = "SELECT 1 FROM user_blocks WHERE (blocker_id, blocked_id) IN ((%s, %s), (%s, %s))"
        blocked = bool(await ask(statement, *pair, *pair[::-1]))
        blocks[pair] = time.monotonic(), blocked
    return blocked


def stream_of(one: int, other: int) -> str:
    return f"chat:{{{min(one, other)}:{max(one, other)}}}"


async def keep(sender: int, recipient: int, body: str, nonce: str) -> None:
    stream = stream_of(sender, recipient)
    await add(
        keys=[stream, f"{stream}:{sender}:{nonce}"], args=[RETENTION_MS, sender, nonce, body, "messages"]
    )


async def newest(one: int, other: int) -> list[dict[str, Any]]:
    """The last fifty, oldest first."""
    oldest = int(time.time() * 1000) - RETENTION_MS
    found: Any = await redis.xrevrange(stream_of(one, other), "+", str(oldest), count=50)
    return [{"id": key, **fields, "sender": int(fields["sender"])} for key, fields in reversed(found)]


def decoded(text: str) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(text)
    lower, _, higher = message["stream"].partition("{")[2].rstrip("}").partition(":")
    return {**message, "people": (int(lower), int(higher))}
