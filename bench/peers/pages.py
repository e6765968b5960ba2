"""A person's browser, as far as the checks of the peers need one."""

import json
import re
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from time import monotonic
from urllib.parse import urlencode

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from bench.serving import Site
from bench.stage import PASSWORD

NONCES = count(1)
QUIET = 0.4
"""Seconds after which nothing more is expected."""


def asked(site: Site, path: str, cookie: str = "", **form: str) -> tuple[int, str, str]:
    """Status, cookie and text of the answer; a POST where there is a form."""
    body = urlencode(form).encode() if form else None
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    with closing(HTTPConnection("127.0.0.1", site.port, timeout=10)) as connection:
        connection.request("POST" if form else "GET", path, body, headers)
        answer = connection.getresponse()
        return answer.status, (answer.getheader("Set-Cookie") or "").partition(";")[0], answer.read().decode()


def signed_in(site: Site, number: int) -> str:
    """The cookie of that person."""
    status, cookie, _ = asked(site, "/login", username=f"person-{number}", password=PASSWORD)
    assert status == 204, status
    return cookie


@dataclass
class Page:
    """A conversation that is open, by a socket of its own. Raises ConnectionClosed where it is not let in."""

    site: Site
    cookie: str
    other: int
    socket: ClientConnection = field(init=False)
    _open: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        address = self.site.url.replace("http", "ws") + self.site.target.socket.format(other=self.other)
        headers = {"Cookie": self.cookie, "Origin": self.site.url}
        opening = connect(address, additional_headers=headers, compression=None, max_queue=None)
        self.socket = self._open.enter_context(opening)
        if self.site.target.event:
            self.socket.recv(5)
            self.socket.send("40")
            assert str(self.socket.recv(5)).startswith("40"), "not let in"

    def close(self) -> None:
        self._open.close()

    def say(self, body: str, nonce: str = "") -> str:
        """The nonce that it was said under."""
        nonce = nonce or f"nonce-{next(NONCES)}"
        frame = json.dumps({"body": body, "nonce": nonce})
        self.socket.send(f'42["{self.site.target.event}",{frame}]' if self.site.target.event else frame)
        return nonce

    def hears(self, wanted: int = 1, within: float = 10) -> list[str]:
        """What comes until that much is there, and what comes within a moment after it."""
        found: list[str] = []
        deadline = monotonic() + within
        with suppress(TimeoutError, ConnectionClosed):
            while len(found) < wanted:
                self._take(found, deadline - monotonic())
            while True:
                self._take(found, QUIET)
        return found

    def hears_nothing(self) -> bool:
        return not self.hears(0)

    def _take(self, found: list[str], within: float) -> None:
        frame = str(self.socket.recv(max(0, within)))
        if not self.site.target.event:
            found.append(frame)
        elif frame.startswith("42"):
            name, html = json.loads(frame[2:])
            assert name == "message", name
            found.append(html)

    def close_code(self) -> int | None:
        """What it is closed with, within some seconds."""
        with suppress(TimeoutError, ConnectionClosed):
            while True:
                self.socket.recv(5)
        return self.socket.close_code


def numbers(frames: list[str]) -> list[int]:
    """Those between tildes, in their order."""
    return [int(each) for each in re.findall(r"~(\d+)~", "".join(frames))]
