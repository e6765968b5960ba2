"""A person at a browser: its cookies, the forms that it is shown, and what it makes of an answer."""

import re
from typing import Any

import html5lib
from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import PASSWORD

Manner = dict[str, str]
"""How a browser asks: the headers of a plain request, or those of htmx."""
PLAIN: Manner = {}
HTMX: Manner = {"HX-Request": "true"}
COOKIE = "session"


class Browser:
    """One person's browser. It fills in forms with their token, as a real one does."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def submit(self, path: str, manner: Manner | None = None, /, **fields: str) -> TestResponse:
        """Send a form with the fields and the token of this browser's session."""
        return self.client.post(path, headers=manner, data={"csrf_token": self.token(), **fields})

    def sign_in(self, username: str, manner: Manner | None = None, /, **fields: str) -> TestResponse:
        form = {"username": username, "password": PASSWORD} | fields
        return self.submit("/users/login", manner, **form)

    def token(self) -> str:
        """The token in the forms of this session; every page with a form has the same."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/users/login").text)
        assert found
        return found[1]

    @property
    def cookie(self) -> str:
        """What somebody takes who copies the session."""
        cookie = self.client.get_cookie(COOKIE)
        return cookie.value if cookie else ""

    @cookie.setter
    def cookie(self, copied: str) -> None:
        self.client.set_cookie(COOKIE, copied)

    def is_signed_in(self) -> bool:
        return self.get("/users/").status_code == 200


def parsed(html: str) -> Any:
    """The elements of a page or a fragment, which must be without a single parse error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(html) if html.startswith("<!DOCTYPE") else parser.parseFragment(html)


def text_of(element: Any) -> str:
    return "".join(element.itertext())


def described_by(page: Any, name: str) -> str:
    """What assistive technology reads out with the field of that name."""
    field = page.find(f".//input[@name='{name}']")
    return " ".join(
        text_of(page.find(f".//*[@id='{each}']")) for each in field.get("aria-describedby", "").split()
    )


def elements(fragment: str) -> Any:
    """What is in that piece of HTML."""
    return html5lib.parseFragment(fragment, namespaceHTMLElements=False)
