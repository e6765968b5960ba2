"""A person who knows only the contract: forms, pages, and the socket."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

from websockets.sync.client import connect

from tests.integration.line import NUMBERS, Line

PASSWORD = "correct horse battery"


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
        return self.ask(path or page, {"csrf_token": self.token(page), **fields})

    def token(self, page: str) -> str:
        """What the forms of that page have to bring."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.ask(page).text)
        assert found, page
        return found[1]

    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)

    @contextmanager
    def socket(
        self, query: str, origin: str | None = "", path: str = "/ws/chat", **options: Any
    ) -> Iterator[Line]:
        address = self.site.replace("http", "ws") + f"{path}?{query}"
        headers = {"Cookie": self.cookie()}
        origin = self.site if origin == "" else origin
        with connect(address, additional_headers=headers, origin=origin, **options) as socket:  # type: ignore[arg-type]
            yield Line(socket)

    @contextmanager
    def talking_to(self, other: "Person", last: str = "", **options: Any) -> Iterator[Line]:
        with self.socket(f"other_user={other.id}", **options) as line:
            line.send(type="sync", last=last)
            yield line

    def looking_on(self, **options: Any) -> AbstractContextManager[Line]:
        """A page that shows no conversation."""
        return self.socket("", path="/ws/people", **options)


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
