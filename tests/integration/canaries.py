"""Canaries: words that stand nowhere but where they were put, and ways to put them everywhere."""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from functools import cache
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import Any
from urllib.parse import urlencode

from websockets.exceptions import WebSocketException

from felchat import create_app
from felchat.accounts.factor_pages import ACTIONS as OF_A_FACTOR
from felchat.config import ROOT, Settings
from felchat.web import SAFE_METHODS
from tests.integration.person import Person

CANARY = "canary"
ADDRESS = "203.0.113.77"
MANY = count()
BREAKS = "\r\n\x1b[31m"
JSON = {"Content-Type": "application/json"}
ORDINARY = {"Content-Type": "application/x-www-form-urlencoded"}


def canary() -> str:
    """A new one, so that nothing is a repetition."""
    return f"{CANARY}-{next(MANY)}"


@cache
def rules() -> tuple[tuple[str, str], ...]:
    """Every method and address of Felchat, those that sign people out at the end."""
    app = create_app(
        Settings(_env_file=None, env="test", secret_key="s" * 40, database_url="sqlite://", redis_url="")
    )
    found = {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    return tuple(sorted(found, key=lambda each: ("logout" in each[1], each)))


@cache
def fields() -> tuple[str, ...]:
    """The names of all fields of all forms, of the API and of what stands in a query."""
    forms = "\n".join(each.read_text() for each in (ROOT / "templates").rglob("*.html"))
    code = "\n".join(each.read_text() for each in (ROOT / "felchat").rglob("*.py"))
    asked = re.findall(r'(?:request\.(?:form|args)\.get|typed)\("(\w+)"', code)
    drawn = re.findall(r'\b(?:name=|field\()"(\w+)"', forms)
    confirmed = [
        f"{form}_{what}"
        for form in re.findall(r'confirmation\("(\w+)"', forms)
        for what in ("password", "code")
    ]
    names = {*drawn, *asked, *confirmed, "body", "nonce", "username", "password", "email", "code"}
    return tuple(sorted(names - {"csrf_token"}))


def headers_of(person: Person) -> dict[str, str]:
    """A canary in each header that anybody looks at."""
    with_one = ("User-Agent", "Referer", "X-Request-ID", "Accept-Language", "HX-Current-URL")
    return {
        **{name: canary() for name in with_one},
        "X-Forwarded-For": f"{ADDRESS}, {ADDRESS}",
        "Cookie": f"{person.cookie()}; other={canary()}",
    }


def everywhere(person: Person, actions: Iterable[str], other: Person) -> None:
    """Ask for every address with canaries in path, query, headers, form and JSON."""
    form = {**{name: f"{canary()}{BREAKS}" for name in fields()}, "csrf_token": token_of(person)}
    for action in actions:
        ask(person, "POST", "/users/profile", urlencode({**form, "action": action}))
    for action in OF_A_FACTOR:
        ask(person, "POST", "/users/profile/second-factor", urlencode({**form, "action": action}))
    for method, rule in rules():
        for value in (str(other.id), canary()):
            query = urlencode({**{name: canary() for name in fields()}, "user": value})
            address = f"{re.sub('<[^>]+>', value, rule)}?{query}"
            ask(person, method, address, urlencode(form) if method not in SAFE_METHODS else "")
            if rule.startswith("/api/") and method not in SAFE_METHODS:
                ask(person, method, address, json.dumps(form), JSON)
                ask(person, method, address, '{"canary', JSON)


def in_headers(person: Person) -> None:
    """Ask for every address with canaries in those headers by which somebody is turned away."""
    for method, rule in rules():
        for headers in (
            {"Authorization": f"Bearer felchat_{canary()}"},
            {"Origin": f"https://{canary()}.example"},
            {"X-Forwarded-Host": f"{canary()}@["},
            {"Cookie": f"session={canary()}"},
        ):
            ask(person, method, rule, "", headers)


def token_of(person: Person) -> str:
    """What this person's forms bring along, as long as the page that has it can be shown."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', person.ask("/users/login").text)
    return found[1] if found else canary()


def ask(person: Person, method: str, address: str, body: str, headers: Mapping[str, str] = ORDINARY) -> None:
    with closing(HTTPConnection("127.0.0.1", port_of(person), timeout=20)) as line, suppress(HTTPException):
        line.request(method, address, body.encode(), {**headers_of(person), **headers})
        line.getresponse().read()


def on_the_sockets(person: Person, other: Person) -> None:
    """Say canaries in every frame, and in every way that a socket can be refused."""
    kinds = ("message", "sync", "typing", "read", "list", canary())
    queries = (
        f"other_user={other.id}",
        f"other_user={other.id}&user_id={canary()}",
        f"other_user={canary()}",
        "",
    )
    for query in queries:
        with suppress(WebSocketException), person.socket(f"{query}&q={canary()}") as line:
            for kind in kinds:
                said = {name: canary() for name in (*fields(), "last", "row", "title", "headers")}
                line.send(**{**said, "type": kind})
            for body in ("break", "twice"):
                line.say(f"{body} {canary()}", canary())
            line.socket.send(f'{{"type": "{canary()}')
            line.socket.send(canary().encode())
            line.close_code()
    with suppress(WebSocketException), person.socket("", path="/ws/people") as line:
        line.send(type=canary(), row=[canary()], q=canary(), title=canary())
        line.socket.close(1000, canary())
    with suppress(WebSocketException), person.socket("", origin=f"https://{canary()}.example"):
        pass


def port_of(person: Person) -> int:
    return int(person.site.rpartition(":")[2])


def birds_in(said: str, *others: Any) -> list[str]:
    """The lines that hold a canary, or any of the others."""
    words = [CANARY, ADDRESS, *(str(each).lower() for each in others)]
    return [line for line in said.splitlines() if any(word in line.lower() for word in words)]
