"""Sending over the API, as its contract has it."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask

from felchat.accounts.administration import AccountAdministration
from felchat.accounts.domain import Account
from felchat.people.domain import Person
from felchat.people.repositories import PersonRepository
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.calling import Program, ids, refused, wrong_fields


def test_what_is_sent_comes_back_and_reaches_bob(
    alices_program: Program, bobs_program: Program, alice: Account, bob: Account, clock: MovingClock
) -> None:
    """Original fault C12: the history was empty until a socket was opened."""
    answer = alices_program.post(f"/messages/{bob.id}", {"body": " <b>hello</b>\r\nbob "})
    message = {
        "id": f"{int(clock().timestamp() * 1000)}-0",
        "from": alice.id,
        "to": bob.id,
        "body": "<b>hello</b>\nbob",
        "sent_at": "2026-11-23T12:00:00Z",
        "expires_at": "2026-11-23T12:30:00Z",
    }
    assert (answer.status_code, answer.json) == (201, message)
    assert bobs_program.get(f"/messages/{alice.id}").json == {"messages": [message], "next": None}
    assert alices_program.get(f"/messages/{bob.id}").json == {"messages": [message], "next": None}


def test_the_same_nonce_is_the_same_message(alices_program: Program, bob: Account) -> None:
    first = alices_program.post(f"/messages/{bob.id}", {"body": "hello", "nonce": "n"})
    again = alices_program.post(f"/messages/{bob.id}", {"body": "changed", "nonce": "n"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    assert len(ids(alices_program.get(f"/messages/{bob.id}").json)) == 1


@pytest.mark.parametrize("body", [{"body": "hello"}, {"body": "hello", "nonce": None}], ids=str)
def test_without_a_nonce_every_message_is_a_new_one(
    alices_program: Program, bob: Account, body: object
) -> None:
    answers = [alices_program.post(f"/messages/{bob.id}", body) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    assert len(ids(alices_program.get(f"/messages/{bob.id}").json)) == 2


def test_mallory_sends_nothing_in_alices_name(
    mallorys_program: Program, bobs_program: Program, alice: Account, bob: Account, mallory: Account
) -> None:
    body = {"body": "hello", "from": alice.id, "sender": alice.id, "user_id": alice.id, "to": alice.id}
    answer: Any = mallorys_program.post(f"/messages/{bob.id}?user_id={alice.id}", body).json
    assert (answer["from"], answer["to"]) == (mallory.id, bob.id)
    assert bobs_program.get(f"/messages/{alice.id}").json == {"messages": [], "next": None}


@pytest.mark.parametrize(
    ("body", "field", "kind"),
    [
        ({"body": ""}, "body", "empty"),
        ({"body": " \n "}, "body", "empty"),
        ({"body": "x" * 1001}, "body", "too_long"),
        ({"body": "a\x00b"}, "body", "control_characters"),
        ({"body": 7}, "body", "string_type"),
        ({}, "body", "missing"),
        ([], "", "model_type"),
        ({"body": "a", "nonce": ""}, "nonce", "string_too_short"),
        ({"body": "a", "nonce": "x" * 65}, "nonce", "string_too_long"),
        ({"body": "a", "nonce": "a\nb"}, "nonce", "bad_nonce"),
    ],
    ids=lambda each: ascii(each)[:30],
)
def test_a_message_that_cannot_be_is_refused(
    alices_program: Program, bob: Account, body: object, field: str, kind: str
) -> None:
    """Original fault S11."""
    assert wrong_fields(alices_program.post(f"/messages/{bob.id}", body)) == {field: kind}
    assert alices_program.get(f"/messages/{bob.id}").json == {"messages": [], "next": None}


@dataclass
class GoingOnceSeen:
    """A PersonRepository; whoever is asked for goes the moment after."""

    people: PersonRepository
    administration: AccountAdministration

    def get(self, person_id: int) -> Person:
        person = self.people.get(person_id)
        self.administration.remove(person_id)
        return person

    def __getattr__(self, name: str) -> Any:
        return getattr(self.people, name)


def test_who_goes_while_a_message_is_on_its_way_is_not_found(
    app: Flask, services: Services, alices_program: Program, bob: Account
) -> None:
    going = GoingOnceSeen(services.people.people, services.administration)
    app.extensions["felchat"] = replace(services, people=replace(services.people, people=going))
    answer = alices_program.post(f"/messages/{bob.id}", {"body": "hello"})
    assert refused(answer) == (404, "No such user")


def test_the_longest_message_that_can_be_allowed_fits_into_a_body(
    app: Flask, services: Services, alices_program: Program, bob: Account
) -> None:
    """Python writes what is not ASCII as twelve bytes in JSON."""
    app.extensions["felchat"] = replace(services, chat=replace(services.chat, max_length=10_000))
    longest = "\N{GRINNING FACE}" * 10_000
    answer: Any = alices_program.post(f"/messages/{bob.id}", {"body": longest, "nonce": "x" * 64})
    assert (answer.status_code, answer.json["body"]) == (201, longest)
