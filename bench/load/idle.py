"""People who have pages open, and say nothing."""

from collections import Counter
from dataclasses import dataclass, field
from math import ceil
from typing import Self

from bench.load.door import connect_all, hang_up, signed_in
from bench.load.ends import End, SocketIoEnd
from bench.serving import Site

PAGES = 10
"""Of each person, all with others."""
NOBODYS = -1


@dataclass
class Idle:
    """So many sockets, of people from that id on."""

    site: Site
    first: int
    sockets: int
    cookies: dict[int, str] = field(default_factory=dict)
    ends: list[End] = field(default_factory=list)
    turned_away: int = 0
    """How often somebody was told to come back later, and did at once."""

    async def __aenter__(self) -> Self:
        await self.grow(self.sockets)
        return self

    async def __aexit__(self, *_: object) -> None:
        await hang_up(self.ends)

    async def sign_in(self, sockets: int) -> None:
        """Have as many people signed in as it takes for so many sockets."""
        people = range(self.first + len(self.cookies), self.first + max(PAGES + 1, ceil(sockets / PAGES)))
        self.cookies |= await signed_in(self.site, people)

    async def grow(self, sockets: int, settled: bool = True) -> None:
        """Open more until there are so many; then wait until the server has no more to do with them."""
        await self.sign_in(sockets)
        kind = SocketIoEnd if self.site.target.event else End
        new = [(kind(NOBODYS, 0), *self._pair(number)) for number in range(len(self.ends), sockets)]
        self.turned_away += await connect_all(self.site, new, self.cookies)
        self.ends += [end for end, _, _ in new]
        if new and settled:
            await self.site.rests()
        closed = Counter(end.close_code for end in self.ends if end.transport is None)
        assert not closed, f"sockets were closed: {closed}"

    def _pair(self, number: int) -> tuple[int, int]:
        """Who has that socket open, and with whom."""
        person, page = divmod(number, PAGES)
        people = len(self.cookies)
        return self.first + person, self.first + (person + page + 1) % people
