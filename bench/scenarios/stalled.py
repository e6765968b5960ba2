"""One client that never reads, while six thousand messages of a kilobyte each are sent to it."""

import asyncio
from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter

import uvloop

from bench import proc
from bench.load.crowd import Crowd
from bench.load.ends import End
from bench.load.talk import Talk, warm_up
from bench.scenarios.figures import Figures
from bench.serving import Site, serving
from bench.stage import Stage
from bench.targets import Target

OTHERS = 50
RATE = 100
QUIET = 4
"""Seconds."""
FLOOD, LENGTH, FLOOD_RATE = 6_000, 1_000, 600
PATIENCE = 10
"""Seconds after the flood in which it may yet be dropped."""


@dataclass
class Stalled:
    """An open socket from which nothing is read."""

    end: End
    dropped_after: float | None = None

    def stop_reading(self) -> None:
        assert self.end.transport
        self.end.transport.underlying_transport.pause_reading()

    def read_on(self) -> None:
        if self.end.transport:
            self.end.transport.underlying_transport.resume_reading()

    async def watch(self, site: Site) -> None:
        """Note how long it takes until the server has given it up.

        Only there it can be seen: what the server says last waits behind what is not read.
        """
        began, had = perf_counter(), proc.open_sockets(site.workers)
        while proc.open_sockets(site.workers) >= had:
            await asyncio.sleep(0.05)
        self.dropped_after = perf_counter() - began

    @property
    def gaps(self) -> int:
        """Places where what it was sent before does not go on as it should."""
        return sum(later != number + 1 for number, later in pairwise(self.end.numbers))


def stalled(stage: Stage, target: Target) -> Figures:
    """What everybody else notices of it, and what becomes of it."""
    figures = Figures()
    with serving(target, stage, 2 * (OTHERS + 1)) as site:
        uvloop.run(measure(site, figures))
    return figures


async def measure(site: Site, figures: Figures) -> None:
    async with Crowd(site, OTHERS) as others, Crowd(site, 1, first=OTHERS) as pair:
        await warm_up(others, RATE)
        await warm_up(pair, 2)
        before = await Talk(others, RATE, QUIET).outcome()
        (alice, bob) = pair.speakers()[0]
        deaf = Stalled(bob)
        deaf.stop_reading()
        seconds = FLOOD / FLOOD_RATE
        flood = Talk(pair, FLOOD_RATE, seconds, length=LENGTH, sides=(alice.side,))
        watching = asyncio.create_task(deaf.watch(site))
        meanwhile, _ = await asyncio.gather(Talk(others, RATE, seconds).outcome(), flood.outcome())
        await asyncio.wait([watching], timeout=PATIENCE)
        watching.cancel()
        own_copies = len(alice.numbers)
        deaf.read_on()
        await asyncio.sleep(1)
        figures["others: p99 before, ms"] = before.p99
        figures["others: p99 meanwhile, ms"] = meanwhile.p99
        figures["others: lost"] = meanwhile.tally.lost
        figures["the sender: own copies of 6,000"] = own_copies
        figures["the deaf one: dropped after, s"] = deaf.dropped_after or -1
        figures["the deaf one: gaps in what it was sent"] = deaf.gaps
