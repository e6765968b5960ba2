"""What a message costs as there is more of everything."""

from contextlib import suppress

import uvloop

from bench.load.crowd import Crowd
from bench.load.outcome import Outcome
from bench.load.talk import Talk, warm_up
from bench.scenarios.figures import Figures
from bench.serving import Site, serving
from bench.stage import Stage
from bench.targets import Target

ONLINE = (10, 10_000)
DIRECTORY = (100, 100_000)
LIVING = (50, 5_000)
RATE = 300
FILLING = 600
SECONDS = 4


def growth(stage: Stage, target: Target) -> Figures:
    """The same rate with ten people online and with ten thousand, and so on."""
    figures = Figures()
    for online in ONLINE:
        with serving(target, stage, online) as site, suppress(TimeoutError):  # where so many are too many
            figures |= cost(uvloop.run(talk(site, online // 2)), f"{online:,} people online")
    for people in DIRECTORY:
        with serving(target, stage, people) as site:
            figures |= cost(uvloop.run(talk(site, 5)), f"{people:,} people in the directory")
    with serving(target, stage, 2) as site:
        for living, outcome in uvloop.run(ever_more(site)).items():
            figures |= cost(outcome, f"{living:,} living messages")
    return figures


async def talk(site: Site, conversations: int) -> Outcome:
    async with Crowd(site, conversations) as crowd:
        await warm_up(crowd, max(RATE, conversations / 10))
        return await Talk(crowd, RATE, SECONDS).outcome()


async def ever_more(site: Site) -> dict[int, Outcome]:
    """A conversation at so many living messages, as its messages become more."""
    outcomes, said = {}, 0
    async with Crowd(site, 1) as crowd:
        for living in LIVING:
            await Talk(crowd, FILLING, (living - said) / FILLING).outcome()
            outcomes[living] = await Talk(crowd, RATE, SECONDS).outcome()
            said = living + RATE * SECONDS
    return outcomes


def cost(outcome: Outcome, under: str) -> Figures:
    stores = outcome.cpu["redis"] + outcome.cpu["postgres"]
    return Figures(
        {
            f"{under}: server CPU, us/message": outcome.server_cpu,
            f"{under}: stores' CPU, us/message": stores,
            f"{under}: p99, ms": outcome.p99,
        }
    )
