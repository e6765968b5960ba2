"""What happens to the servers while people talk. Each returns when the fault is over."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import redis

from tests.chaos.site import Site
from tests.chaos.talk import Talk
from tests.servers import frozen, wait_until


@dataclass
class Stage:
    """Everything that a fault can lay its hands on."""

    site: Site
    talk: Talk
    chance: Random
    began: float = field(default_factory=time.monotonic)
    """When the fault did: from here on the time to recover is counted."""
    remembers_since: int = 0
    """When Redis lost its memory, in milliseconds of its clock; 0 when it did not."""


Fault = Callable[[Stage], Awaitable[None]]


async def a_worker_is_killed(stage: Stage) -> None:
    os.kill(stage.chance.choice(stage.site.felchat.workers()), signal.SIGKILL)


async def all_is_stopped_and_started(stage: Stage) -> None:
    await asyncio.to_thread(stage.site.felchat.stop)
    await asyncio.sleep(stage.chance.uniform(0, 1))
    await asyncio.to_thread(stage.site.felchat.start)


async def the_workers_are_replaced(stage: Stage) -> None:
    felchat = stage.site.felchat
    old = set(felchat.workers())
    assert felchat.process
    felchat.process.send_signal(signal.SIGHUP)
    await in_a_thread(wait_until, lambda: old.isdisjoint(felchat.workers()), "the old workers leave")


async def the_subscriptions_are_cut(stage: Stage) -> None:
    """Again and again, since they are back within milliseconds."""
    for _ in range(2):
        over = time.monotonic() + stage.chance.uniform(0.6, 1)
        with client(stage) as it:
            while time.monotonic() < over:
                it.client_kill_filter(_type="pubsub")
                await asyncio.sleep(0.01)
        await asyncio.sleep(stage.chance.uniform(0.3, 0.6))


async def redis_restarts(stage: Stage) -> None:
    await in_a_thread(stage.site.redis.stop)
    await asyncio.sleep(stage.chance.uniform(0.2, 2))
    await in_a_thread(stage.site.redis.start)


async def redis_loses_its_memory(stage: Stage) -> None:
    await in_a_thread(stage.site.stop_redis_and_its_memory)
    stage.remembers_since = int(time.time() * 1000)
    await asyncio.sleep(stage.chance.uniform(0.2, 1.5))
    await in_a_thread(stage.site.redis.start)


async def redis_pauses(stage: Stage) -> None:
    """For less than the two seconds that a worker waits for an answer."""
    with client(stage) as it:
        it.client_pause(timeout=stage.chance.randint(300, 1500), all=True)


async def redis_freezes(stage: Stage) -> None:
    """For longer than a worker waits: what was asked before is asked again, and all of it is done."""
    with frozen(stage.site.redis.process):
        await asyncio.sleep(stage.chance.uniform(3.5, 5))


async def postgres_restarts(stage: Stage) -> None:
    """Some pages have to come back meanwhile, for which they need it."""
    await in_a_thread(stage.site.postgres.stop)
    stage.talk.proxy.cut()
    await asyncio.sleep(stage.chance.uniform(0.5, 1.5))
    await in_a_thread(stage.site.postgres.start)


def client(stage: Stage) -> "redis.Redis":
    return redis.Redis.from_url(stage.site.redis.url)


async def in_a_thread(work: Callable[..., object], *what: Any) -> None:
    await asyncio.to_thread(work, *what)
