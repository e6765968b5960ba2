"""People who are signed in, and the sockets that they have open."""

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from picows import ws_connect

from bench import proc
from bench.load.ends import End, ReadingEnd, SocketIoEnd
from bench.load.http import Client
from bench.serving import Site
from bench.stage import PASSWORD

AT_ONCE = 32
AT_THE_DOOR = 4
"""Who sign in at once; Felchat lets only so many wait there."""
READ_BUFFER = 4096
OPEN_WITHIN = 60
RESTING = 0.2


@dataclass
class Crowd:
    """So many conversations, each of two people of its own, each with that many tabs."""

    site: Site
    conversations: int
    tabs: int = 1
    cookies: dict[int, str] = field(default_factory=dict)
    ends: list[End] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        await self.sign_in(range(1, 2 * self.conversations + 1))
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def sign_in(self, people: Iterable[int]) -> None:
        waiting = iter(people)

        async def go_on() -> None:
            client = Client(self.site.port)
            for person in waiting:
                body, kind = self.site.target.credentials(f"person-{person}", PASSWORD)
                answer = await client.ask("POST", self.site.target.login, body, Content_Type=kind)
                assert answer.status in (200, 204), (answer.status, answer.body)
                self.cookies[person] = answer.cookie
            client.close()

        await asyncio.gather(*(go_on() for _ in range(AT_THE_DOOR)))

    async def open(self) -> None:
        """Open all sockets; come back when all are there, and greeted where that is done."""
        self.ends = [
            end_of(self.site, conversation, side)
            for _ in range(self.tabs)
            for conversation in range(self.conversations)
            for side in (0, 1)
        ]
        async with asyncio.timeout(OPEN_WITHIN):
            missing = self.ends
            while missing:
                await connect_all(
                    self.site, [(end, person_of(end), other_of(end)) for end in missing], self.cookies
                )
                missing = await self._turned_away()
        await asyncio.sleep(0.5)  # for what subscriptions the servers have yet to make

    async def _turned_away(self) -> list[End]:
        """Wait for everybody to be greeted. Those come back who were told to try again later."""
        while self.site.target.greets and not all(end.frames or end.transport is None for end in self.ends):
            await asyncio.sleep(0.05)
        return [end for end in self.ends if end.transport is None]

    async def close(self) -> None:
        for end in self.ends:
            if end.transport:
                end.transport.disconnect()
        while any(end.transport for end in self.ends):
            await asyncio.sleep(0.05)

    async def begin_anew(self) -> None:
        """Leave behind whatever is still under way, and begin once the server has nothing to do any more."""
        await self.close()
        while (await self._busy()) > RESTING:
            pass
        await self.open()

    async def _busy(self) -> float:
        """Which share of half a second somebody of the server's was busy."""
        before = proc.cpu_seconds(self.site.workers)
        await asyncio.sleep(0.5)
        return (proc.cpu_seconds(self.site.workers) - before) / 0.5

    def templates(self) -> list[tuple[bytes, bytes]]:
        """Of each conversation the frames that its two people send."""
        return [
            (template(self.site, 2 * each + 2), template(self.site, 2 * each + 1))
            for each in range(self.conversations)
        ]

    def speakers(self) -> list[tuple[End, End]]:
        """The first tab of each of the two, by conversation."""
        first = self.ends[: 2 * self.conversations]
        return list(zip(first[::2], first[1::2], strict=True))


def end_of(site: Site, conversation: int, side: int) -> End:
    kind = SocketIoEnd if site.target.event else ReadingEnd if site.target.reads else End
    return kind(conversation, side)


def person_of(end: End) -> int:
    return 2 * end.conversation + 1 + end.side


def other_of(end: End) -> int:
    return 2 * end.conversation + 2 - end.side


def template(site: Site, other: int) -> bytes:
    return site.target.template(f"{site.url}/chat?user={other}", other)


async def connect_all(site: Site, wanted: Sequence[tuple[End, int, int]], cookies: dict[int, str]) -> None:
    """Connect each end as that person with that other, some at once."""
    waiting = iter(wanted)

    async def go_on() -> None:
        for end, person, other in waiting:
            await connect(site, end, cookies[person], other)

    await asyncio.gather(*(go_on() for _ in range(AT_ONCE)))


async def connect(site: Site, end: End, cookie: str, other: int) -> None:
    await ws_connect(
        lambda: end,
        site.url.replace("http", "ws") + site.target.socket.format(other=other),
        extra_headers={"Cookie": cookie, "Origin": site.url},
        read_buffer_init_size=READ_BUFFER,
        websocket_handshake_timeout=OPEN_WITHIN,
    )
    for frame in site.target.opens(other):
        end.send(json.dumps(frame).encode())
