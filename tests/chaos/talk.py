"""Twenty pairs who say numbered words to each other, and mallory, who should hear none of them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Self

from tests.chaos.cast import Company
from tests.chaos.page import Page
from tests.chaos.pair import Pair, paired
from tests.chaos.proxy import Proxy
from tests.integration.person import Person

BEHIND_THE_PROXY = 6
"""Pairs of whom bob's way to the site can be made a bad one."""
BURSTS = (1, 1, 1, 2, 4)
PACE = 0.7
"""Seconds between two bursts of a person, on average."""
LIVE_WITHIN = 45
"""Seconds until every page has opened, on a machine that does much else."""
EXCHANGE_WITHIN = 20
CONFIRM_WITHIN = 13
SHOW_WITHIN = 6
"""Seconds that all pages have, after the fault and at the end: less than until one asks by itself."""


@dataclass
class Talk:
    """All that goes on at a site during one scenario."""

    pairs: list[Pair]
    mallory: Person
    strangers: list[Page]
    """Open pages on which nothing may ever be shown."""
    proxy: Proxy
    chance: Random
    tasks: list["asyncio.Task[None]"] = field(default_factory=list)
    hushed: bool = False

    @classmethod
    @asynccontextmanager
    async def of(cls, company: Company, chance: Random) -> AsyncIterator[Self]:
        """Everybody on stage and talking."""
        async with Proxy.to(int(company.site.rpartition(":")[2])) as proxy:
            couples = await asyncio.to_thread(company.take_a_turn)
            pairs = [
                paired(*couple, chance, proxy.port if number < BEHIND_THE_PROXY else None)
                for number, couple in enumerate(couples)
            ]
            strangers = [Page(company.mallory, other, "mallory", chance) for other in couples[0]]
            talk = cls(pairs, company.mallory, strangers, proxy, chance)
            talk.begin(talk.pages)
            talk.tasks += [asyncio.create_task(talk.chat(pair, each)) for pair in pairs for each in pair.said]
            try:
                yield talk
            finally:
                await talk.end()

    @property
    def pages(self) -> list[Page]:
        return [*(page for pair in self.pairs for page in pair.pages), *self.strangers]

    @property
    def people(self) -> list[Person]:
        return [person for pair in self.pairs for person in (pair.alice.who, pair.bob.who)]

    def begin(self, pages: Iterable[Page]) -> None:
        self.tasks += [asyncio.create_task(page.run()) for page in pages]

    async def chat(self, pair: Pair, speaker: str) -> None:
        while not self.hushed:
            for _ in range(self.chance.choice(BURSTS)):
                await pair.say(speaker)
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * PACE)

    async def are_live(self) -> bool:
        """Wait until every page is: of what is said from then on it hears by its subscription."""
        return await self.comes_true(lambda: all(page.is_live for page in self.pages), LIVE_WITHIN)

    async def exchange(self) -> bool:
        """Wait until each pair has exchanged what is said from now on; false when it takes too long."""
        said = [dict(pair.said) for pair in self.pairs]
        return await self.comes_true(
            lambda: all(pair.has_exchanged_since(then) for pair, then in zip(self.pairs, said, strict=True)),
            EXCHANGE_WITHIN,
        )

    async def hush(self) -> None:
        """Nobody says any more, and what was said has time to be confirmed and shown."""
        self.hushed = True
        await self.comes_true(lambda: not any(page.slots for page in self.pages), CONFIRM_WITHIN)
        await self.comes_true(lambda: all(pair.agrees() for pair in self.pairs), SHOW_WITHIN)

    async def comes_true(self, condition: Callable[[], bool], within: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while not condition():
                    self.look_after_tasks()
                    await asyncio.sleep(0.02)
        return condition()

    def look_after_tasks(self) -> None:
        """Raise what one of them ended with."""
        for task in self.tasks:
            if task.done():
                task.result()

    async def end(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
