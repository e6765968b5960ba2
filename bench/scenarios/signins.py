"""Chat that flows while people sign in, whose passwords cost what they cost in production."""

import asyncio
from itertools import count

import uvloop

from bench.load.crowd import Crowd
from bench.load.talk import Talk, warm_up
from bench.load.tally import latency
from bench.load.trying import Tries, keep_trying
from bench.scenarios.figures import Figures
from bench.serving import Site, serving
from bench.stage import Stage
from bench.targets import Target

TRIES = (0, 5, 20)
"""A second."""
ROUNDS = 12
CONVERSATIONS = 10
MESSAGES = 200
"""A second."""
SECONDS = 6
AHEAD = 1
PEOPLE = 500


def signins(stage: Stage, target: Target) -> Figures:
    """Delivery while nobody, five and twenty people a second try to sign in."""
    figures = Figures()

    async def measure(site: Site) -> None:
        newcomers = count(2 * CONVERSATIONS + 1)
        async with Crowd(site, CONVERSATIONS) as crowd:
            await warm_up(crowd, MESSAGES)
            for tries in TRIES:
                trying = asyncio.create_task(keep_trying(site, tries, newcomers, SECONDS + AHEAD))
                await asyncio.sleep(AHEAD)  # until the line before the door is as long as it gets
                outcome = await Talk(crowd, MESSAGES, SECONDS).outcome()
                answered = await trying
                figures[f"{tries} sign-ins/s: chat p99, ms"] = outcome.p99
                figures[f"{tries} sign-ins/s: chat max, ms"] = outcome.tally.recipient.max
                if tries:
                    figures[f"{tries} sign-ins/s: let in, of 100"] = share(answered)
                    figures[f"{tries} sign-ins/s: p50 of who is let in, ms"] = latency(answered.let_in).p50

    with serving(target, stage, PEOPLE, rounds=ROUNDS) as site:
        uvloop.run(measure(site))
    return figures


def share(answered: Tries) -> float:
    return 100 * len(answered.let_in) / (len(answered.let_in) + len(answered.turned_away))
