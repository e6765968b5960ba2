"""What Redis says of itself: whether it keeps what it must, forgets what it should, and tells the time."""

from collections.abc import Iterator, Mapping
from typing import cast

from redis import Redis, exceptions

from felchat.checks.domain import Finding, Verdict
from felchat.domain import Clock
from felchat.redis_connection import storage_away

OLDEST = (6, 2)
"""The first Redis that trims a stream by id (XTRIM MINID)."""
CLOCKS_APART = 2.0
"""Seconds: more than the way to Redis and back explains."""
ASKED = ("maxmemory-policy", "save", "appendonly", "client-output-buffer-limit")
SETTINGS = "Redis settings"


def check_redis(redis: "Redis", clock: Clock) -> Iterator[Finding]:
    """Whether it answers, how it is set, and whether its clock is ours. Raises StorageAway."""
    with storage_away():
        redis.ping()
        yield version(redis)
        yield from settings(redis)
        yield time_of(redis, clock)


def version(redis: "Redis") -> Finding:
    try:
        told = redis.info("server")["redis_version"]
    except (exceptions.ResponseError, KeyError):
        return Finding(
            "Redis", Verdict.NOTE, "it answers, but does not tell its version; it must be 6.2 or newer"
        )
    if tuple(int(part) for part in told.split(".")[:2]) < OLDEST:
        return Finding("Redis", Verdict.FIX, f"{told} is too old: Felchat needs 6.2 or newer")
    return Finding("Redis", Verdict.OK, f"{told} answers")


def settings(redis: "Redis") -> Iterator[Finding]:
    """What CONFIG GET tells. Hosted ones often forbid to ask, and then one note is all there is."""
    try:
        told = {name: value for each in ASKED for name, value in config(redis, each).items()}
    except exceptions.ResponseError:
        told = {}
    if not told.keys() >= set(ASKED):
        words = (
            "it does not tell them; see with its host that maxmemory-policy is noeviction, "
            "that nothing is saved to a disk and that the buffers of pub/sub are bounded"
        )
        yield Finding(SETTINGS, Verdict.NOTE, words)
        return
    yield eviction(told["maxmemory-policy"])
    yield snapshots(told["save"])
    yield append_only_file(told["appendonly"])
    yield slow_readers(told["client-output-buffer-limit"])


def config(redis: "Redis", name: str) -> Mapping[str, str]:
    return cast(dict[str, str], redis.config_get(name))


def eviction(policy: str) -> Finding:
    if policy == "noeviction":
        return Finding("Redis eviction", Verdict.OK, "it drops no message before its time (noeviction)")
    words = f"maxmemory-policy is {policy}, so messages may be lost: set it to noeviction"
    return Finding("Redis eviction", Verdict.FIX, words)


def snapshots(save: str) -> Finding:
    if not save:
        return Finding("Redis snapshots", Verdict.OK, "none are saved")
    words = f"what people say reaches its disk with every snapshot (save {save}): set save to ''"
    return Finding("Redis snapshots", Verdict.FIX, words)


def append_only_file(appendonly: str) -> Finding:
    if appendonly == "no":
        return Finding("Redis append-only file", Verdict.OK, "none is written")
    words = (
        "what people say reaches its disk, and stays there past its retention until the file is rewritten: "
        "set appendonly to no, unless that was decided"
    )
    return Finding("Redis append-only file", Verdict.NOTE, words)


def slow_readers(limits: str) -> Finding:
    """The limits are words in groups of four: a class of clients, hard bytes, soft bytes, seconds."""
    words = limits.split()
    hard, soft, seconds = words[words.index("pubsub") + 1 :][:3]
    if hard != "0" or (soft != "0" and seconds != "0"):
        return Finding("Redis pub/sub buffers", Verdict.OK, "a process that stops reading is cut off in time")
    advice = "they are not bounded: set client-output-buffer-limit to 'pubsub 32mb 8mb 60'"
    return Finding("Redis pub/sub buffers", Verdict.FIX, advice)


def time_of(redis: "Redis", clock: Clock) -> Finding:
    """Compare with the middle of the time that the question took."""
    before = clock().timestamp()
    seconds, microseconds = redis.time()
    ahead = seconds + microseconds / 1e6 - (before + clock().timestamp()) / 2
    if abs(ahead) <= CLOCKS_APART:
        return Finding(
            "clock", Verdict.OK, f"that of Redis is within {CLOCKS_APART:.0f} seconds of this machine's"
        )
    words = f"that of Redis is {ahead:+.0f} seconds from this machine's: set both by NTP"
    return Finding("clock", Verdict.FIX, words)
