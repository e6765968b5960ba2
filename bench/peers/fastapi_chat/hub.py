"""One subscription for the process, and a bounded queue with a writer for each socket."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from fastapi import WebSocket

from bench.peers.fastapi_chat import kept
from bench.peers.fastapi_chat.showing import pushed

WAITING = 256


class Page:
    """An open socket, and what it is to be told."""

    def __init__(self, socket: WebSocket, person: int, other: int, name: str) -> None:
        self.socket = socket
        self.person = person
        self.other = other
        self.name = name
        self.queue: asyncio.Queue[str] = asyncio.Queue(WAITING)

    def tell(self, html: str) -> None:
        try:
            self.queue.put_nowait(html)
        except asyncio.QueueFull:
            self.closing = asyncio.ensure_future(self.socket.close(1013))

    async def write(self) -> None:
        with suppress(RuntimeError):
            while True:
                await self.socket.send_text(await self.queue.get())


class Hub:
    """The pages that are open here."""

    def __init__(self) -> None:
        self.pages: defaultdict[int, set[Page]] = defaultdict(set)

    @contextmanager
    def holding(self, page: Page) -> Iterator[None]:
        self.pages[page.person].add(page)
        writer = asyncio.create_task(page.write())
        try:
            yield
        finally:
            writer.cancel()
            self.pages[page.person].discard(page)

    async def listen(self) -> None:
        async with kept.redis.pubsub() as subscription:
            await subscription.subscribe("messages")
            async for found in subscription.listen():
                if found["type"] == "message":
                    self.deliver(kept.decoded(found["data"]))

    def deliver(self, message: dict[str, Any]) -> None:
        for person, other in (message["people"], message["people"][::-1]):
            pages = [page for page in self.pages.get(person, ()) if page.other == other]
            if pages:
                html = pushed(message, person, pages[0].name)
                for page in pages:
                    page.tell(html)
