"""One subscription for the process, and a bounded queue with a writer for each socket."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from fastapi import WebSocket, WebSocketDisconnect

from bench.peers.fastapi_chat import kept
from bench.peers.fastapi_chat.showing import pushed
from bench.peers.messages import decoded

WAITING = 256


class Page:
    """An open socket, and what it is to be told."""

    def __init__(self, socket: WebSocket, person: int, other: int, name: str) -> None:
        self.socket = socket
        self.person = person
        self.other = other
        self.name = name
        self.is_too_slow = False
        self.queue: asyncio.Queue[str] = asyncio.Queue(WAITING)

        self.tasks: list[asyncio.Task[None]] = []

    def begin(self) -> None:
        """Write what has been told so far, and from now on."""
        self.tasks.append(asyncio.create_task(self._write()))

    def tell(self, html: str) -> None:
        """Have it written. A page that reads too slowly is closed, once."""
        if not self.is_too_slow:
            try:
                self.queue.put_nowait(html)
            except asyncio.QueueFull:
                self.is_too_slow = True
                self.end()
                self.tasks = [asyncio.create_task(self.socket.close(1013))]

    def end(self) -> None:
        for task in self.tasks:
            task.cancel()

    async def _write(self) -> None:
        with suppress(RuntimeError, WebSocketDisconnect):
            while True:
                await self.socket.send_text(await self.queue.get())


class Hub:
    """The pages that are open here."""

    def __init__(self) -> None:
        self.pages: defaultdict[int, set[Page]] = defaultdict(set)

    @contextmanager
    def holding(self, page: Page) -> Iterator[None]:
        self.pages[page.person].add(page)
        try:
            yield
        finally:
            page.end()
            self.pages[page.person].discard(page)
            if not self.pages[page.person]:
                del self.pages[page.person]

    async def listen(self) -> None:
        async with kept.redis.pubsub() as subscription:
            await subscription.subscribe("messages")
            async for found in subscription.listen():
                if found["type"] == "message":
                    self.deliver(decoded(found["data"]))

    def deliver(self, message: dict[str, Any]) -> None:
        for person, other in (message["people"], message["people"][::-1]):
            pages = [page for page in self.pages.get(person, ()) if page.other == other]
            if pages:
                html = pushed(message, person, pages[0].name)
                for page in pages:
                    page.tell(html)
