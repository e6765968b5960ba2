"""A page of a conversation, as a browser keeps it: it comes back, says what it shows, and sends again.

It reads the contract's frames. The waiting between two attempts is htmx's (dist/ext/hx-ws.js).
"""

import asyncio
import json
from contextlib import suppress
from random import Random
from time import monotonic

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.chaos.frame import Frame
from tests.chaos.ledger import Id, Showing, Word
from tests.integration.person import Person

COMES_BACK_ON = {1001, 1005, 1006, 1011, 1012, 1013, 1014}
TORN = {1002, 1007, 1009}
"""With what a browser closes when the bytes that come are no frames."""
RETRY_AFTER = 5.0
READ_EVERY = 2.0


class SentAway(Exception):
    """The server closed with a code after which a page stays away for good."""


class Page:
    """One open page of `who` with `other`. `run` keeps it live until it is cancelled."""

    def __init__(
        self, who: Person, other: Person, talk: str, chance: Random, port: int | None = None
    ) -> None:
        self.who, self.other = who, other
        self.showing = Showing(talk)
        self.heard: dict[str, int] = {}
        """The highest number that is shown of each speaker."""
        self.slots: dict[str, str] = {}
        """What was said and is not confirmed, by nonce, in the order said."""
        self.confirmed: dict[Word, Id] = {}
        self.torn = self.mistimed = self.connections = 0
        self.is_live = False
        self.socket: ClientConnection | None = None
        self._chance, self._port = chance, port
        self._writing = asyncio.Lock()
        self._read_at = 0.0

    async def run(self) -> None:
        attempt = 0
        while True:
            try:
                async with self._connected() as self.socket:
                    attempt = 0
                    await self._converse(self.socket)
            except ConnectionClosed as closed:
                self._look_at(closed)
            except (OSError, InvalidHandshake):
                pass
            finally:
                self.socket, self.is_live = None, False
            await asyncio.sleep(0.5 * 2**attempt * self._chance.uniform(0.7, 1.3))
            attempt += 1

    async def say(self, word: Word, padding: str = "") -> None:
        """Send it now if there is a connection, and again until it is confirmed."""
        async with self._writing:
            self.slots[str(word)] = f"{word} {padding}"
            await self._send_slot(str(word))

    async def ping(self) -> None:
        """Have the server answer out of its turn."""
        if self.socket:
            with suppress(ConnectionClosed):
                await self.socket.ping()

    def take(self, frame: Frame) -> None:
        """Swap the frame in."""
        if frame.anew:
            self.showing.shown.clear()
        self.showing.shown += frame.appended
        self.heard |= {shown.word.speaker: shown.word.number for shown in frame.appended}
        for nonce, id_ in frame.confirmed.items():
            if self.slots.pop(nonce, None):
                self.confirmed[Word.parse(nonce)] = id_
        for nonce in frame.delayed:
            asyncio.get_running_loop().call_later(RETRY_AFTER, self._try_again, nonce)
        self.mistimed += frame.mistimed
        self.is_live = self.is_live or frame.says_live

    def _connected(self) -> connect:
        return connect(
            f"{self.who.site.replace('http', 'ws')}/ws/chat?other_user={self.other.id}",
            host="127.0.0.1",
            port=self._port or int(self.who.site.rpartition(":")[2]),
            origin=self.who.site,  # type: ignore[arg-type]
            additional_headers={"Cookie": self.who.cookie()},
            compression=None,
            proxy=None,
            ping_interval=None,
            close_timeout=1,
        )

    async def _converse(self, socket: ClientConnection) -> None:
        self.connections += 1
        async with self._writing:
            await self._send(type="sync", last=self._last())
            for nonce in list(self.slots):
                await self._send_slot(nonce)
        async for html in socket:
            assert isinstance(html, str)
            self.take(Frame.read(html))
            await self._read()

    def _last(self) -> str:
        return "-".join(map(str, self.showing.shown[-1].id)) if self.showing.shown else ""

    def _look_at(self, closed: ConnectionClosed) -> None:
        if closed.sent and closed.sent.code in TORN and not closed.rcvd:
            self.torn += 1
        elif closed.rcvd and closed.rcvd.code not in COMES_BACK_ON:
            raise SentAway(closed.rcvd.code)

    async def _read(self) -> None:
        if monotonic() > self._read_at + READ_EVERY:
            self._read_at = monotonic()
            await self._send(type="read", last=self._last())

    def _try_again(self, nonce: str) -> None:
        self._trying = asyncio.ensure_future(self._send_slot(nonce))

    async def _send_slot(self, nonce: str) -> None:
        if nonce in self.slots:
            await self._send(type="message", body=self.slots[nonce], nonce=nonce)

    async def _send(self, **fields: str) -> None:
        """Over a dead connection it goes nowhere, as in a browser."""
        if self.socket:
            with suppress(ConnectionClosed):
                await self.socket.send(json.dumps(fields))
