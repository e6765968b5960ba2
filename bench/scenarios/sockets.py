"""Sockets: how quickly they open, and what they hold while nothing is said."""

from time import perf_counter

import uvloop

from bench import proc
from bench.load.idle import Idle
from bench.scenarios.figures import Figures
from bench.serving import Site, serving
from bench.stage import Stage
from bench.targets import Target

CROWDS = (100, 1_000, 5_000, 10_000)
SLOPE = (1_000, 10_000)
HANDSHAKES = 2_000


def idle(stage: Stage, target: Target) -> Figures:
    """Memory of the workers for each idle socket."""
    figures = Figures()

    async def measure(site: Site) -> None:
        async with Idle(site, 1, 0) as crowd:
            held = {0: proc.pss(site.workers)}
            for sockets in CROWDS:
                try:
                    await crowd.grow(sockets)
                except TimeoutError:
                    return  # so many are too many for it
                held[sockets] = proc.pss(site.workers)
                figures[f"{sockets:,} sockets: KB each"] = (held[sockets] - held[0]) / sockets / 1000
            low, high = SLOPE
            slope = (held[high] - held[low]) / (high - low) / 1000
            figures["slope from 1,000 to 10,000: KB each"] = slope

    with serving(target, stage, max(CROWDS)) as site:
        uvloop.run(measure(site))
    return figures


def handshakes(stage: Stage, target: Target) -> Figures:
    """Sockets that open, 32 at once, each with its session looked up."""
    figures = Figures()

    async def measure(site: Site) -> None:
        async with Idle(site, 1, 0) as crowd:
            await crowd.sign_in(HANDSHAKES)
            before, began = site.spent(), perf_counter()
            await crowd.grow(HANDSHAKES, settled=False)
            took, cost = perf_counter() - began, proc.since(before, site.spent())
            figures["handshakes/s"] = HANDSHAKES / took
            figures["told to come back"] = crowd.turned_away
            figures["server CPU, ms each"] = (cost["workers"] + cost["arbiter"]) / HANDSHAKES * 1000

    with serving(target, stage, HANDSHAKES) as site:
        uvloop.run(measure(site))
    return figures
