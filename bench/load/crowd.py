"""People who are signed in, and the sockets that they have open."""

import asyncio
from dataclasses import dataclass, field
from typing import Self

from bench.load.door import connect_all, hang_up, signed_in
from bench.load.ends import End, ReadingEnd, SocketIoEnd
from bench.serving import Site


@dataclass
class Crowd:
    """So many conversations, each of two people of its own, each with that many tabs."""

    site: Site
    conversations: int
    tabs: int = 1
    first: int = 0
    """The number of the first conversation; the people of conversation 0 have the ids 1 and 2."""
    cookies: dict[int, str] = field(default_factory=dict)
    ends: list[End] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        people = range(2 * self.first + 1, 2 * (self.first + self.conversations) + 1)
        self.cookies = await signed_in(self.site, people)
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def open(self) -> None:
        """Open all sockets; come back when all are there, and greeted where that is done."""
        self.ends = [
            end_of(self.site, conversation, side)
            for _ in range(self.tabs)
            for conversation in self._numbers
            for side in (0, 1)
        ]
        await connect_all(
            self.site, [(end, person_of(end), other_of(end)) for end in self.ends], self.cookies
        )
        await asyncio.sleep(0.5)  # for what subscriptions the servers have yet to make

    async def close(self) -> None:
        await hang_up(self.ends)

    async def recover(self) -> None:
        """Wait until the server has nothing to do any more, and come back where it has closed a socket."""
        await self.site.rests()
        if any(end.transport is None for end in self.ends):
            await self.close()
            await self.open()

    def templates(self) -> list[tuple[bytes, bytes]]:
        """Of each conversation the frames that its two people send."""
        return [
            (template(self.site, 2 * each + 2), template(self.site, 2 * each + 1)) for each in self._numbers
        ]

    def speakers(self) -> list[tuple[End, End]]:
        """The first tab of each of the two, by conversation."""
        first = self.ends[: 2 * self.conversations]
        return list(zip(first[::2], first[1::2], strict=True))

    @property
    def _numbers(self) -> range:
        return range(self.first, self.first + self.conversations)


def end_of(site: Site, conversation: int, side: int) -> End:
    kind = SocketIoEnd if site.target.event else ReadingEnd if site.target.reads else End
    return kind(conversation, side)


def person_of(end: End) -> int:
    return 2 * end.conversation + 1 + end.side


def other_of(end: End) -> int:
    return 2 * end.conversation + 2 - end.side


def template(site: Site, other: int) -> bytes:
    return site.target.template(f"{site.url}/chat?user={other}", other)
