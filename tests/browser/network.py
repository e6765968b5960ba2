"""A way from browser to server, on this machine only, that can be as bad as a real one."""

import asyncio
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

HOME = "127.0.0.1"
CHUNK = 64 * 1024
CHUNKS_UNDER_WAY = 64


@dataclass
class Network:
    """Carries bytes between a port of its own and a server's.

    `delay` is how many seconds each chunk travels, in each direction. While `black_hole` is true
    whatever is sent disappears, and nobody is told; what was connected then must be cut afterwards,
    for a stream with a gap in it is of no use. While `down` is true nothing can be connected. All of
    them may be changed at any time, from any thread.
    """

    server_port: int
    delay: float = 0
    black_hole: bool = False
    down: bool = False
    port: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _open: set[StreamWriter] = field(default_factory=set)

    @classmethod
    @contextmanager
    def to(cls, site: str) -> Iterator[Self]:
        """A network whose far end is that site."""
        network = cls(urlsplit(site).port or 80)
        thread = threading.Thread(target=network._loop.run_forever, name="network", daemon=True)
        thread.start()
        server = asyncio.run_coroutine_threadsafe(network._listen(), network._loop).result(10)
        try:
            yield network
        finally:
            asyncio.run_coroutine_threadsafe(network._end(server), network._loop).result(10)
            network._loop.call_soon_threadsafe(network._loop.stop)
            thread.join(10)
            network._loop.close()

    @property
    def url(self) -> str:
        return f"http://{HOME}:{self.port}"

    def cut(self) -> None:
        """Break every connection, and be a good network from here on."""
        self.black_hole = False
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result(10)

    async def _listen(self) -> asyncio.Server:
        server = await asyncio.start_server(self._connect, HOME, 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _end(self, server: asyncio.Server) -> None:
        server.close()
        await self._cut()
        mine = asyncio.current_task()
        under_way = [task for task in asyncio.all_tasks() if task is not mine]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def _cut(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _connect(self, reader: StreamReader, writer: StreamWriter) -> None:
        if self.down:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(HOME, self.server_port)
        self._open |= {writer, far_writer}
        try:
            await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))
        except (OSError, asyncio.CancelledError):
            pass  # one end is gone, or the network is: so is the way between the ends
        finally:
            self._open -= {writer, far_writer}
            for each in (writer, far_writer):
                each.transport.abort()

    async def _carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One direction. Each chunk waits for its own time, so that many are under way at once."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(CHUNKS_UNDER_WAY)
        delivering = asyncio.create_task(self._deliver(under_way, writer))
        chunk = b"."
        try:
            while chunk:
                chunk = await reader.read(CHUNK)
                if not self.black_hole:
                    await under_way.put((self._loop.time() + self.delay, chunk))
            await delivering
        finally:
            delivering.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await delivering

    async def _deliver(self, under_way: "asyncio.Queue[tuple[float, bytes]]", writer: StreamWriter) -> None:
        while True:
            due, chunk = await under_way.get()
            await asyncio.sleep(due - self._loop.time())
            if not chunk:
                writer.write_eof()
                return
            writer.write(chunk)
            await writer.drain()
