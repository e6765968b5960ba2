"""Sign-ins that come when they are due, whatever becomes of those before."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter

from bench.load.http import Client
from bench.serving import Site
from bench.stage import PASSWORD


@dataclass
class Tries:
    """Milliseconds that each took, from when it was due: those who were let in, and those who were not."""

    let_in: list[float] = field(default_factory=list)
    turned_away: list[float] = field(default_factory=list)


async def keep_trying(site: Site, rate: float, people: Iterator[int], seconds: float) -> Tries:
    """So many a second, of somebody else each, with the right password."""
    tries = Tries()
    async with asyncio.TaskGroup() as group:
        began = perf_counter()
        for turn in range(round(rate * seconds)):
            due = began + turn / rate
            await asyncio.sleep(max(0, due - perf_counter()))
            group.create_task(try_once(site, next(people), due, tries))
    return tries


async def try_once(site: Site, person: int, due: float, tries: Tries) -> None:
    client = Client(site.port)
    body, kind = site.target.credentials(f"person-{person}", PASSWORD)
    answer = await client.ask("POST", site.target.login, body, Content_Type=kind)
    took = (perf_counter() - due) * 1000
    (tries.let_in if answer.status in (200, 204) else tries.turned_away).append(took)
    client.close()
