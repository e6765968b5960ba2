"""Pages: a conversation with 50 messages, and the directory of 100,000 people."""

import asyncio
from time import perf_counter

import uvloop

from bench.load.crowd import Crowd
from bench.load.http import Client
from bench.load.talk import Talk
from bench.load.tally import latency
from bench.scenarios.figures import Figures
from bench.serving import Site, serving
from bench.stage import Stage
from bench.targets import Target

CROWD = 100_000
MESSAGES = 50
SECONDS = 2
AT_ONCE = (1, 16)
WORKERS = (1, 2)


def pages(stage: Stage, target: Target) -> Figures:
    """Pages a second, with one and with two workers."""
    figures = Figures()

    async def measure(site: Site, workers: int) -> None:
        async with Crowd(site, 1) as crowd:
            await Talk(crowd, 100, MESSAGES / 100).outcome()
            cookie = crowd.cookies[1]
        for name, path in (("conversation", "/chat?user=2"), ("directory", target.directory)):
            for connections in AT_ONCE:
                under = f"{name}, {connections} at once, {workers} worker{'s' * (workers > 1)}"
                took = await fetched(site, cookie, path, connections)
                figures[f"{under}: pages/s"] = len(took) / SECONDS
                figures[f"{under}: p99, ms"] = latency(took).p99

    for workers in WORKERS:
        with serving(target, stage, CROWD, workers) as site:
            uvloop.run(measure(site, workers))
    return figures


async def fetched(site: Site, cookie: str, path: str, connections: int) -> list[float]:
    """Milliseconds that each page took which came within the time."""
    took: list[float] = []
    over = perf_counter() + SECONDS

    async def go_on() -> None:
        client = Client(site.port)
        while (began := perf_counter()) < over:
            answer = await client.ask("GET", path, Cookie=cookie)
            assert answer.status == 200, (path, answer.status)
            took.append((perf_counter() - began) * 1000)
        client.close()

    await asyncio.gather(*(go_on() for _ in range(connections)))
    return took
