"""A person who knows only the contract: forms, pages, and the socket."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from itertools import count
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

PASSWORD = "correct horse battery"
ARTICLE = re.compile(
    r'<article id="message-([0-9-]+)" class="([^"]*)".*?<p[^>]* class="message__body"[^>]*>(.*?)</p>', re.S
)
NUMBERS = count(int(time.time() * 1000) % 10**9)
SOON = 10


class Stay(HTTPRedirectHandler):
    """Shows redirects instead of following them."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Answer:
    """What came back."""

    status: int
    text: str
    headers: dict[str, str]


@dataclass
class Said:
    """A message, as a frame shows it."""

    id: str
    body: str
    mine: bool


@dataclass
class Person:
    """Somebody with a browser's cookies and none of its comforts."""

    site: str
    name: str = ""
    id: int = 0
    cookies: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies), Stay)

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
        data = urlencode(form).encode() if form is not None else None
        request = Request(
            self.site + path, data, {name.replace("_", "-"): value for name, value in headers.items()}
        )
        try:
            answer = self._opener.open(request, timeout=30)
        except HTTPError as refused:
            answer = refused
        with answer:
            return Answer(answer.status, answer.read().decode(), dict(answer.headers))

    def submit(self, page: str, path: str = "", **fields: str) -> Answer:
        """Fill in the form of that page and send it."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.ask(page).text)
        assert token, page
        return self.ask(path or page, {"csrf_token": token[1], **fields})

    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)

    @contextmanager
    def socket(
        self, query: str, origin: str | None = "", path: str = "/ws/chat", **options: Any
    ) -> Iterator["Line"]:
        address = self.site.replace("http", "ws") + f"{path}?{query}"
        headers = {"Cookie": self.cookie()}
        origin = self.site if origin == "" else origin
        with connect(address, additional_headers=headers, origin=origin, **options) as socket:  # type: ignore[arg-type]
            yield Line(socket)

    @contextmanager
    def talking_to(self, other: "Person", last: str = "", **options: Any) -> Iterator["Line"]:
        with self.socket(f"other_user={other.id}", **options) as line:
            line.send(type="sync", last=last)
            yield line

    def looking_on(self, **options: Any) -> AbstractContextManager["Line"]:
        """A page that shows no conversation."""
        return self.socket("", path="/ws/people", **options)


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


def register(site: str, name: str) -> Person:
    """Somebody new, signed in."""
    person = Person(site, f"{name}{next(NUMBERS)}")
    fields = {"username": person.name, "email": f"{person.name}@example.org", "password": PASSWORD}
    assert person.submit("/users/register", **fields).status == 303
    return person


def introduce(*people: Person) -> None:
    """Let everybody find everybody's number, as the list of people shows it."""
    for person in people:
        witness = next(other for other in people if other is not person)
        link = re.search(
            rf'/chat\?user=([0-9]+)"[^>]*>(?:(?!</a>).)*{person.name}', witness.ask("/users/").text, re.S
        )
        assert link, person.name
        person.id = int(link[1])
