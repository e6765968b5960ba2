"""Talking: at fixed rates, at the highest, with many tabs, and beside many who say nothing."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

import uvloop

from bench.load.crowd import Crowd
from bench.load.idle import Idle
from bench.load.outcome import Outcome
from bench.load.talk import Talk, warm_up
from bench.maximum import find_max, sustained
from bench.scenarios.figures import Figures
from bench.serving import serving
from bench.stage import Stage
from bench.targets import Target

RATES = (200, 1_000, 2_000, 5_000)
CONVERSATIONS = 1_000
SECONDS = 4
STAGE = 3
"""Seconds at each rate of the search for the highest."""
WARM_UP = 300
TABS = (1, 10)
IDLE = (0, 10_000)


def rates(stage: Stage, target: Target) -> Figures:
    """Delivery and cost at fixed rates, up to the first that is too much."""
    figures = Figures()

    async def measure(crowd: Crowd) -> None:
        for rate in RATES:
            outcome = await Talk(crowd, rate, SECONDS, gives_up=True).outcome()
            if not sustained(outcome):
                break
            figures.update(named(outcome, f"{rate:,}/s"))

    run(stage, target, CONVERSATIONS, measure)
    return figures


def maximum(stage: Stage, target: Target) -> Figures:
    """The highest rate with p99 under 250 ms and nothing lost."""
    figures = Figures()

    async def measure(crowd: Crowd) -> None:
        best = await find_max(crowd, target.about, STAGE, lambda _: None)
        figures["messages/s"] = best.offered if best else 0
        if best:
            figures["server CPU, us/message"] = best.server_cpu
            figures["p99, ms"] = best.p99
            figures["lag of the generator p99, ms"] = best.lag.p99

    run(stage, target, CONVERSATIONS, measure)
    return figures


def quick(stage: Stage, target: Target) -> Figures:
    """What a message costs at one rate, within seconds."""
    figures = Figures()

    async def measure(crowd: Crowd) -> None:
        outcome = await Talk(crowd, 300, SECONDS).outcome()
        assert outcome.tally.is_whole
        figures["server CPU, us/message"] = outcome.server_cpu

    run(stage, target, 50, measure)
    return figures


def tabs(stage: Stage, target: Target) -> Figures:
    """Ten tabs a person instead of one: ten times the frames."""
    figures = Figures()
    for number in TABS:

        async def measure(crowd: Crowd, number: int = number) -> None:
            outcome = await Talk(crowd, 100, SECONDS).outcome()
            figures.update(named(outcome, f"{number} tabs" if number > 1 else "1 tab"))

        run(stage, target, 50, measure, tabs=number)
    return figures


def beside_idle(stage: Stage, target: Target) -> Figures:
    """Live conversations, without and with many idle sockets beside them."""
    figures, conversations = Figures(), 100

    async def measure(crowd: Crowd) -> None:
        with suppress(TimeoutError):  # so many may be too many for it
            for idle in IDLE:
                async with Idle(crowd.site, 2 * conversations + 1, idle):
                    outcome = await Talk(crowd, 1_000, SECONDS).outcome()
                    figures.update(named(outcome, f"{idle:,} idle"))

    run(stage, target, conversations, measure)
    return figures


def run(
    stage: Stage,
    target: Target,
    conversations: int,
    measure: Callable[[Crowd], Awaitable[None]],
    tabs: int = 1,
) -> None:
    """Start the target, let everybody come and say something once, and measure."""

    async def go() -> None:
        async with Crowd(site, conversations, tabs) as crowd:
            await warm_up(crowd, WARM_UP)
            await measure(crowd)

    with serving(target, stage, 2 * conversations + max(IDLE)) as site:
        uvloop.run(go())


def named(outcome: Outcome, under: str) -> Figures:
    """What tables show of it: the half at the recipient, and the rest of whichever end is worse."""
    took = outcome.tally.recipient
    return Figures(
        {
            f"{under}: p50, ms": took.p50,
            f"{under}: p95, ms": max(took.p95, outcome.tally.sender.p95),
            f"{under}: p99, ms": outcome.p99,
            f"{under}: max, ms": max(took.max, outcome.tally.sender.max),
            f"{under}: server CPU, us/message": outcome.server_cpu,
            f"{under}: Redis CPU, us/message": outcome.cpu["redis"],
            f"{under}: lost, doubled, out of order": outcome.tally.wrong,
        }
    )
