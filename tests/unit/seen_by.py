"""Who asks: strangers of every kind, other people, and alice; and what they are told."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from felchat.accounts.api_token import Scope
from tests.unit.browsing import PLAIN, Browser, Manner
from tests.unit.seen_lines import FORBIDDEN, Answers, Line
from tests.unit.seen_scene import Scene

SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Visit:
    """One call, and what came back."""

    status: int
    headers: Headers
    text: str
    sent: str

    @property
    def outcome(self) -> str:
        """The status, and where the browser is sent, but for what is asked there."""
        place = self.headers.get("HX-Redirect") or self.headers.get("Location", "")
        return f"{self.status} {urlsplit(place).path}".strip()

    @property
    def told(self) -> str:
        """All that the caller learns: headers and body."""
        return f"{self.headers}\n{self.text}"


@dataclass(frozen=True)
class Caller:
    """Somebody who asks: `come` gives a client the cookie, or brings the header, by which they are known."""

    name: str
    expected: Callable[[Line], Answers]
    come: Callable[[Scene, FlaskClient], Manner]

    def __str__(self) -> str:
        return self.name

    def ask(self, scene: Scene, line: Line, manner: Manner = PLAIN, method: str = "") -> Visit:
        """Ask as somebody does who has just come."""
        browser = Browser(scene.app)
        headers = {**manner, **self.come(scene, browser.client)}
        other = scene.people["bob" if self.name == "alice" else "alice"].id
        places = {**scene.places, "other": other}
        form = {name: value.format(**places) for name, value in line.form.items()}
        address, used = line.address.format(**places), method or line.method
        if used not in SAFE and not line.is_api:
            form["csrf_token"] = browser.token()
        body: dict[str, Any] = {} if used in SAFE else {"json" if line.is_api else "data": form}
        with closing(browser.client.open(address, method=used, headers=headers, **body)) as answer:
            return Visit(answer.status_code, answer.headers, answer.text, f"{address} {form}")


def by_session(name: str, since: timedelta = timedelta()) -> Callable[[Scene, FlaskClient], Manner]:
    def come(scene: Scene, client: FlaskClient) -> Manner:
        token = scene.sign_in(name, since)
        with client.session_transaction() as session:
            session["_user_id"] = token
        return {}

    return come


def by_token(name: str, scope: Scope, *, revoked: bool = False) -> Callable[[Scene, FlaskClient], Manner]:
    def come(scene: Scene, _client: FlaskClient) -> Manner:
        owner, tokens = scene.people[name].id, scene.services.tokens
        for old in tokens.of(owner):
            tokens.revoke(owner, old.id)
        token = tokens.make(owner, "theirs", scope)
        if revoked:
            tokens.revoke(owner, tokens.of(owner)[0].id)
        return {"Authorization": f"Bearer {token}"}

    return come


def by_nothing(_scene: Scene, _client: FlaskClient) -> Manner:
    return {}


def by_revoked_session(scene: Scene, client: FlaskClient) -> Manner:
    by_session("mallory")(scene, client)
    scene.services.administration.sign_out_everywhere(scene.people["mallory"].id)
    return {}


def by_session_of_who_blocks(scene: Scene, client: FlaskClient) -> Manner:
    """Whatever trudy was asked to take back before."""
    scene.services.people.block(scene.people["trudy"].id, scene.people["alice"].id)
    return by_session("trudy")(scene, client)


def as_stranger(line: Line) -> Answers:
    return line.stranger


def as_mallory(line: Line) -> Answers:
    return line.mallory


def as_alice(line: Line) -> Answers:
    return line.alice


def as_blocked(line: Line) -> Answers:
    return line.blocked or line.mallory


def as_writing_token(line: Line) -> Answers:
    """It opens the API, and no page (docs/architecture.md, The API)."""
    return line.mallory if line.is_api else line.stranger


def as_reading_token(line: Line) -> Answers:
    changes = line.is_closed_api and line.method not in SAFE
    return FORBIDDEN if changes else as_writing_token(line)


STRANGERS = [
    Caller("anonymous", as_stranger, by_nothing),
    Caller("disabled", as_stranger, by_session("carol")),
    Caller("expired", as_stranger, by_session("mallory", timedelta(days=8))),
    Caller("revoked", as_stranger, by_revoked_session),
    Caller("revoked token", as_stranger, by_token("mallory", Scope.WRITE, revoked=True)),
    Caller("token of a disabled account", as_stranger, by_token("carol", Scope.WRITE)),
]
OTHERS = [
    Caller("mallory", as_mallory, by_session("mallory")),
    Caller("token that reads", as_reading_token, by_token("mallory", Scope.READ)),
    Caller("token that writes", as_writing_token, by_token("mallory", Scope.WRITE)),
]
BLOCKED = [
    Caller("blocked", as_blocked, by_session("eve")),
    Caller("blocking", as_blocked, by_session_of_who_blocks),
]
ALICE = Caller("alice", as_alice, by_session("alice"))
