"""What alice and bob have to hide, each thing with a canary in it, and those who would like to see it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from flask import Flask

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account, Device
from felchat.accounts.factor import Factor
from felchat.accounts.rules import hash_of, new_token
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock

NONCE = "c" * 24
CAST = ("alice", "bob", "mallory", "eve", "trudy", "carol")
"""Alice and bob talk. Mallory is somebody else, alice has blocked eve, trudy alice, and carol is disabled."""
HERS = Device("CanaryPhone/1.0", "203.0.113.77")
UNREAD = 37
SALT = "canarysalt"
NEVER = {"the hash of a password": r"\$2b\$", "a nonce": NONCE, "a salt": SALT}
"""What is shown to nobody at all."""
OF_THE_OTHERS = {
    "presence": r'id="presence(-1)?"[^>]*><span class="presence">|"alice","online":true|"1:\d+:1:',
    "what was read": r'id="seen"',
}
"""What alice shows to others, but not while there is a block; as somebody else's page has it."""


@dataclass(frozen=True)
class Scene:
    """Felchat with all that in it."""

    app: Flask
    services: Services
    people: Mapping[str, Account]
    places: Mapping[str, str]
    """What of alice's stands in an address or a form, by its name there."""

    @property
    def of_the_two(self) -> Mapping[str, str]:
        """What nobody but alice or bob is ever shown, as patterns."""
        places = {
            name: re.escape(self.places[name]) for name in ("message", "session", "token", "invitation")
        }
        return {
            "what alice said": "canary of alice",
            "what bob said": "canary of bob",
            "what alice typed": "canary begun",
            "an e-mail address": "@canary",
            "the name of a token": "canary program",
            "a device": "CanaryPhone",
            "where it is": re.escape(HERS.address),
            "a zone": r'Pacific/Chatham"( selected|[,\n])',
            "a second factor": '"recovery_codes_left": 1',
            "what is unread": rf'class="unread">{UNREAD}<|"2:{UNREAD}:',
            "who is blocked": f"/users/{self.people['eve'].id}/unblock",
            **{f"the id of a {name}": rf"{pattern}(?!\d)" for name, pattern in places.items()},
        }

    def sign_in(self, name: str, since: timedelta = timedelta()) -> str:
        """Begin a session of that person's, as long ago; its token."""
        token, accounts = new_token(), self.services.accounts
        at = accounts.clock() - since
        accounts.sessions.open(self.people[name].id, hash_of(token), Device("curl/8", "192.0.2.1"), at)
        return token


def found(patterns: Mapping[str, str], text: str) -> set[str]:
    """The names of those patterns that are in that text."""
    return {name for name, pattern in patterns.items() if re.search(pattern, text)}


def scene_in(app: Flask, services: Services, clock: MovingClock) -> Scene:
    """Make the scene. What happens in it happens one second after the other."""
    ids_that_stand_out(services)
    people = {
        name: services.accounts.register(
            name, f"{name}@{'canary' if name in CAST[:2] else 'plain'}.example", PASSWORD
        )
        for name in CAST
    }
    alice, bob = people["alice"], people["bob"]
    session = _begin(services, alice)
    services.accounts.factors.factors.add(alice.id, Factor(SALT, clock(), 0), [hash_of("canary")])
    services.tokens.make(alice.id, "canary program", Scope.WRITE)
    services.invitations.allow(alice.id)
    services.invitations.make_own(alice.id, 1, 7)
    said = _talk(services, clock, people)
    services.drafts.keep(alice.id, bob.id, "canary begun", f"{NONCE}-1")
    services.people.block(alice.id, people["eve"].id)
    services.people.block(people["trudy"].id, alice.id)
    services.people.seen(alice.id)
    clock.forward(seconds=1)  # or the first that mallory says has the id of what alice said last
    places = {
        "message": said,
        "session": str(session),
        "token": str(services.tokens.of(alice.id)[0].id),
        "invitation": str(services.invitations.of(alice.id)[0].id),
    }
    return Scene(app, services, people, places)


def ids_that_stand_out(services: Services) -> None:
    """Let sessions, tokens and invitations have ids by which they are found wherever they are told."""
    stores: list[Any] = [services.accounts.sessions, services.tokens.tokens, services.invitations.invitations]
    for first, store in enumerate(stores, 7):
        store._ids = count(first * 1_234_567)


def _begin(services: Services, alice: Account) -> int:
    """Alice chooses a zone, and is signed in on her phone; the id of that session."""
    viewer = services.accounts.viewer(services.accounts.sign_in(alice, HERS))
    assert viewer
    services.profile.prefer(viewer, {"zone": "Pacific/Chatham"})
    return viewer.session_id


def _talk(services: Services, clock: MovingClock, people: Mapping[str, Account]) -> str:
    """Everybody has said something to alice, and she has read it; the id of what she said to bob."""
    alice = people["alice"].id
    for name in ("mallory", "eve", "trudy"):
        clock.forward(seconds=1)
        hello = services.chat.send(people[name].id, alice, f"{name} says hello", "hello").message
        services.chat.read(alice, people[name].id, hello.id)
    clock.forward(seconds=1)
    bob = people["bob"].id
    said = services.chat.send(alice, bob, "canary of alice", f"{NONCE}-2").message
    services.chat.read(bob, alice, said.id)
    for each in range(UNREAD):
        services.chat.send(bob, alice, f"canary of bob {each}", f"{NONCE}-{each}")
    return str(said.id)
