"""Who talks: registered and signed in over the API, which is quicker than the forms."""

import json
from dataclasses import dataclass, field
from itertools import count
from time import time
from typing import Any
from urllib.request import Request

from tests.integration.person import PASSWORD, Person

PAIRS = 20
NUMBERS = count(int(time() * 1000) % 10**9)


@dataclass
class Company:
    """Twenty who can be alice, twenty who can be bob, and mallory, at a site.

    Each turn pairs them differently, so that what they say begins anew; after the twentieth others come.
    """

    site: str
    alices: list[Person] = field(default_factory=list)
    bobs: list[Person] = field(default_factory=list)
    mallory: Person = field(default_factory=lambda: Person(""))
    turns: int = 0

    def take_a_turn(self) -> list[tuple[Person, Person]]:
        """The couples of the next turn."""
        shift = self.turns % PAIRS
        if shift == 0:
            self.mallory = newcomer(self.site, "mallory")
            self.alices = [newcomer(self.site, "alice") for _ in range(PAIRS)]
            self.bobs = [newcomer(self.site, "bob") for _ in range(PAIRS)]
        self.turns += 1
        return list(zip(self.alices, self.bobs[shift:] + self.bobs[:shift], strict=True))


def newcomer(site: str, name: str) -> Person:
    """Somebody new, signed in."""
    person = Person(site, f"{name}-{next(NUMBERS)}")
    fields = {"username": person.name, "password": PASSWORD}
    call(person, "/users/register", {**fields, "email": f"{person.name}@example.org"})
    person.id = call(person, "/users/login", fields)["id"]
    return person


def call(person: Person, path: str, fields: dict[str, str] | None = None) -> Any:
    """What the API answers to that person."""
    body = json.dumps(fields).encode() if fields else None
    request = Request(f"{person.site}/api/v1{path}", body, {"Content-Type": "application/json"})
    with person._opener.open(request, timeout=30) as answer:
        return json.load(answer)
