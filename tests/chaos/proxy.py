"""A way from pages to the site that can freeze, trickle, swallow and break in the middle of a frame."""

import asyncio
import socket
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Self

HOME = "127.0.0.1"
BUFFER = 4096
"""Bytes. Small, so that a frozen reader soon is one for the server, too."""


@dataclass
class Flow:
    """One direction. Each of these may be changed at any time."""

    open: asyncio.Event = field(default_factory=asyncio.Event)
    """Nothing passes while it is not set."""
    pause: float = 0
    """Seconds that each piece, of at most BUFFER bytes, is held up."""
    swallows: bool = False
    """What comes disappears. What was connected then must be broken, since its stream has a gap."""
    breaks: bool = False
    """Of the next piece only one half passes, and then the connection is gone."""

    def __post_init__(self) -> None:
        self.open.set()


@dataclass
class Proxy:
    """Carries what comes to `port` to the server's, `up`, and what it answers `down`."""

    server_port: int
    up: Flow = field(default_factory=Flow)
    down: Flow = field(default_factory=Flow)
    port: int = 0
    _carried: set["asyncio.Task[None]"] = field(default_factory=set)

    @classmethod
    @asynccontextmanager
    async def to(cls, server_port: int) -> AsyncIterator[Self]:
        proxy = cls(server_port)
        server = await asyncio.start_server(proxy._connect, HOME, 0, limit=BUFFER)
        proxy.port = server.sockets[0].getsockname()[1]
        try:
            yield proxy
        finally:
            server.close()
            proxy.cut()
            await asyncio.sleep(0)

    def cut(self) -> None:
        """Break every connection, wherever it is."""
        for task in list(self._carried):
            task.cancel()

    async def _connect(self, reader: StreamReader, writer: StreamWriter) -> None:
        connection = asyncio.current_task()
        assert connection
        self._carried.add(connection)
        try:
            async with self._far_end() as (far_reader, far_writer):
                await until_one_ends(carry(self.up, reader, far_writer), carry(self.down, far_reader, writer))
        except (OSError, asyncio.CancelledError):
            pass  # one end is gone, or the way between the ends
        finally:
            self._carried.discard(connection)
            writer.transport.abort()

    @asynccontextmanager
    async def _far_end(self) -> AsyncIterator[tuple[StreamReader, StreamWriter]]:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        sock.setblocking(False)
        with sock:
            await asyncio.get_running_loop().sock_connect(sock, (HOME, self.server_port))
            reader, writer = await asyncio.open_connection(sock=sock, limit=BUFFER)
            try:
                yield reader, writer
            finally:
                writer.transport.abort()


async def until_one_ends(*ways: Coroutine[None, None, None]) -> None:
    """Wait until one of the two ends, and end the other."""
    tasks = [asyncio.create_task(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def carry(flow: Flow, reader: StreamReader, writer: StreamWriter) -> None:
    while True:
        await flow.open.wait()
        piece = await reader.read(BUFFER)
        await flow.open.wait()
        if not piece:
            return
        if flow.swallows:
            continue
        writer.write(piece[: len(piece) // 2] if flow.breaks else piece)
        await writer.drain()
        if flow.breaks:
            return
        await asyncio.sleep(flow.pause)
