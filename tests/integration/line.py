"""An open socket, as somebody has it who knows only the contract."""

import json
import re
import time
from dataclasses import dataclass, field
from html import unescape
from itertools import count

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

ARTICLE = re.compile(
    r'<article id="message-([0-9-]+)" class="([^"]*)".*?<p[^>]* class="message__body"[^>]*>(.*?)</p>', re.S
)
SOON = 10
NUMBERS = count(int(time.time() * 1000) % 10**9)
"""So that nothing is named twice, whoever runs tests on the same stores."""


@dataclass
class Said:
    """A message, as a frame shows it."""

    id: str
    body: str
    mine: bool


@dataclass
class Line:
    """An open socket, read as messages."""

    socket: ClientConnection
    frames: list[str] = field(default_factory=list)

    def send(self, **fields: object) -> None:
        self.socket.send(json.dumps(fields))

    def say(self, body: str, nonce: str = "") -> None:
        self.send(type="message", body=body, nonce=nonce or f"nonce-{next(NUMBERS)}")

    def frame(self, within: float = SOON) -> str:
        text = self.socket.recv(timeout=within)
        assert isinstance(text, str)
        self.frames.append(text)
        return text

    def until(self, part: str) -> str:
        """The next frame with that in it."""
        while part not in (frame := self.frame()):
            pass
        return frame

    def messages(self, how_many: int) -> list[Said]:
        """The next so many messages."""
        found: list[Said] = []
        while len(found) < how_many:
            found += said_in(self.frame())
        return found

    def hears_nothing(self, within: float = 0.5) -> bool:
        """Whether no message comes for a while."""
        try:
            while not said_in(self.frame(within)):
                pass
        except TimeoutError:
            return True
        return False

    def is_silent(self, within: float = 0.5) -> bool:
        """Whether nothing at all comes for a while."""
        try:
            self.frame(within)
        except TimeoutError:
            return True
        return False

    def close_code(self) -> int | None:
        """The code with which the server closes."""
        try:
            while True:
                self.frame()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


def said_in(html: str) -> list[Said]:
    return [
        Said(found[0], unescape(found[2]), "message--mine" in found[1]) for found in ARTICLE.findall(html)
    ]
