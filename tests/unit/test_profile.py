"""What a person takes along, and that whoever holds something of theirs is asked."""

import json
from typing import Any

import pytest
from flask import Flask

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account, Viewer
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock
from tests.unit.browsing import Browser
from tests.unit.viewing import signed_in


@pytest.fixture
def viewer(services: Services, alice: Account) -> Viewer:
    return signed_in(services, alice)


def test_everything_is_taken_along_but_secrets_and_what_is_others(
    services: Services, viewer: Viewer, alice: Account, bob: Account
) -> None:
    signed_in(services, bob)
    text = json.dumps(services.profile.everything_of(viewer))
    assert json.loads(text) == {
        "account": {
            "id": alice.id,
            "username": "alice",
            "email": "alice@example.org",
            "registered_at": "2026-11-23T12:00:00+00:00",
            "language": "auto",
            "theme": "auto",
            "zone": "",
            "enter": "sends",
            "sound": False,
            "shows_presence": True,
            "shows_typing": True,
            "shows_reading": True,
        },
        "sessions": [
            {
                "id": viewer.session_id,
                "user_agent": "curl/8.15",
                "address": "192.0.2.7",
                "began_at": "2026-11-23T12:00:00+00:00",
                "remembered": False,
                "last_used_at": "2026-11-23T12:00:00+00:00",
            }
        ],
        "tokens": [],
        "invitations": [],
        "second_factor": None,
        "blocked": [],
        "messages": [],
        "drafts": [],
    }


def test_what_is_known_of_ones_tokens_is_taken_along_and_no_token(
    services: Services, viewer: Viewer, bob: Account
) -> None:
    token = services.tokens.make(viewer.id, "a bot", Scope.READ)
    services.tokens.make(bob.id, "bob's", Scope.READ)
    [known] = services.tokens.of(viewer.id)
    taken = services.profile.everything_of(viewer)
    assert taken["tokens"] == [
        {
            "id": known.id,
            "name": "a bot",
            "scope": "read",
            "made_at": "2026-11-23T12:00:00+00:00",
            "last_used_at": None,
        }
    ]
    assert token not in json.dumps(taken)


def test_those_one_has_blocked_are_taken_along_but_not_who_blocks_one(
    services: Services, viewer: Viewer, alice: Account, bob: Account, mallory: Account
) -> None:
    services.people.block(alice.id, mallory.id)
    services.people.block(bob.id, alice.id)
    assert services.profile.everything_of(viewer)["blocked"] == [{"id": mallory.id, "username": "mallory"}]


def test_the_living_messages_are_taken_along_said_and_received(
    services: Services, viewer: Viewer, bob: Account, mallory: Account, clock: MovingClock
) -> None:
    services.chat.send(viewer.id, bob.id, "dead by then", "0")
    clock.forward(minutes=31)
    for number in range(1, 251):
        services.chat.send(viewer.id, bob.id, f"to bob {number}", str(number))
    services.chat.send(mallory.id, viewer.id, "to alice", "1")
    services.chat.send(mallory.id, bob.id, "none of alice's", "1")
    messages: Any = services.profile.everything_of(viewer)["messages"]
    to_alice, to_bob = ([each for each in messages if each["to"] == person] for person in (viewer.id, bob.id))
    assert len(messages) == len(to_alice) + len(to_bob)
    assert [each["body"] for each in to_bob] == [f"to bob {number}" for number in range(1, 251)]
    assert [(each["from"], each["body"]) for each in to_alice] == [(mallory.id, "to alice")]
    assert to_alice[0]["sent_at"] == "2026-11-23T12:31:00+00:00"
    assert json.dumps(messages)


def test_it_is_downloaded_and_kept_by_no_cache(app: Flask, services: Services) -> None:
    anna = services.accounts.register("Анна", "anna@example.org", PASSWORD)
    browser = Browser(app)
    browser.sign_in(anna.username)
    answer = browser.get("/users/profile/data")
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="felchat.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Анна" in answer.text
    assert anna.password_hash not in answer.text


def test_what_one_typed_and_has_not_sent_is_taken_along_and_nothing_that_others_typed(
    services: Services, viewer: Viewer, bob: Account
) -> None:
    services.drafts.keep(viewer.id, bob.id, "not done", "1")
    services.drafts.keep(bob.id, viewer.id, "bob's own", "2")
    assert services.profile.everything_of(viewer)["drafts"] == [{"to": bob.id, "body": "not done"}]
