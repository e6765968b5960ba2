"""One scenario: people talk, something happens, they go on; and then the reckoning."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from time import monotonic

from tests.chaos.cast import call
from tests.chaos.faults import Fault, Stage
from tests.chaos.ledger import Figures, Id, Ledger, Showing, Shown, Word
from tests.chaos.page import Page
from tests.chaos.pair import Pair
from tests.chaos.site import Site
from tests.chaos.talk import Talk

AFTERMATH = 1.0
"""Seconds that people talk on after everybody has exchanged again."""
FRESH_WITHIN = 20


@dataclass(frozen=True)
class Report:
    """What came out of a scenario."""

    what: str
    seed: int
    confirmed: int
    figures: Figures
    not_confirmed: int
    torn: int
    mistimed: int
    tracebacks: int
    lasted: float
    recovered_after: float | None

    @property
    def is_clean(self) -> bool:
        wrong = (self.not_confirmed, self.torn, self.mistimed, self.tracebacks)
        return self.figures.are_clean and not any(wrong) and self.recovered_after is not None

    def __str__(self) -> str:
        recovered = f"{self.recovered_after:.1f} s" if self.recovered_after else "never"
        return (
            f"{self.what}, seed {self.seed}: of {self.confirmed} confirmed {self.figures}; "
            f"{self.not_confirmed} not confirmed, {self.torn} torn, {self.mistimed} mistimed, "
            f"{self.tracebacks} tracebacks; lasted {self.lasted:.1f} s, all pairs again after {recovered}"
        )


def endure(site: Site, fault: Fault, seed: int) -> Report:
    """Let people talk through the fault, and report."""
    report = asyncio.run(endured(site, fault, seed))
    if report.tracebacks:
        print(site.felchat.said())
    return report


async def endured(site: Site, fault: Fault, seed: int) -> Report:
    chance = Random(seed)
    tracebacks_before = site.tracebacks()
    async with Talk.of(site.company, chance) as talk:
        assert await talk.are_live(), "there are pages that do not open"
        assert await talk.exchange(), "nobody talks even before anything has happened"
        stage = Stage(site, talk, chance)
        await fault(stage)
        lasted = monotonic() - stage.began
        recovered = monotonic() - stage.began if await talk.exchange() else None
        await asyncio.sleep(AFTERMATH)
        await talk.hush()
        fresh = [showing for pair in talk.pairs for showing in await read_afresh(pair)]
        pages = [page.showing for page in talk.pages]
        confirmed = {word: id_ for page in talk.pages for word, id_ in page.confirmed.items()}
        return Report(
            what=fault.__name__.replace("_", " "),
            seed=seed,
            confirmed=len(confirmed),
            figures=Ledger(confirmed, stage.remembers_since).verdict(pages, fresh),
            not_confirmed=sum(len(page.slots) for page in talk.pages),
            torn=sum(page.torn for page in talk.pages),
            mistimed=sum(page.mistimed for page in talk.pages),
            tracebacks=site.tracebacks() - tracebacks_before,
            lasted=lasted,
            recovered_after=recovered,
        )


async def read_afresh(pair: Pair) -> tuple[Showing, Showing]:
    """What alice is told over the API, and bob's page that has just been opened."""
    told = await asyncio.to_thread(lambda: list(told_by_the_api(pair)))
    page = Page(pair.bob.who, pair.bob.other, pair.talk, Random(0))
    opening = asyncio.create_task(page.run())
    async with asyncio.timeout(FRESH_WITHIN):
        while not page.is_live:
            await asyncio.sleep(0.005)
    opening.cancel()
    await asyncio.wait([opening])
    return Showing(pair.talk, told[::-1]), page.showing


def told_by_the_api(pair: Pair) -> Iterator[Shown]:
    """From the newest to the oldest."""
    path = f"/messages/{pair.alice.other.id}?limit=100"
    before = ""
    while before is not None:
        answer = call(pair.alice.who, path + before)
        for each in answer["messages"]:
            yield Shown(Id.parse(each["id"]), Word.parse(each["body"]))
        before = answer["next"] and f"&before={answer['next']}"
