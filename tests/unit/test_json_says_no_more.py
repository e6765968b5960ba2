"""What is answered in JSON has the keys that are described, and no others (ASVS 5.0, 8.2.3 and 15.3.1)."""

import json
from typing import Any

import pytest
from flask import Flask

from felchat.config import ROOT
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.described import schema_of, undescribed
from tests.unit.seen_by import ALICE, BLOCKED, OTHERS, STRANGERS, Caller
from tests.unit.seen_scene import Scene, scene_in
from tests.unit.seen_table import TABLE

DESCRIPTION = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
OWN = {
    "account": {"email", "id", "registered_at", "username"},
    "sessions": {"address", "began_at", "id", "last_used_at", "remembered", "user_agent"},
    "second_factor": {"recovery_codes_left", "since"},
    "tokens": {"id", "last_used_at", "made_at", "name", "scope"},
    "invitations": {"expires_at", "id", "made_at", "uses_left"},
    "blocked": {"id", "username"},
    "messages": {"body", "from", "id", "sent_at", "to"},
    "drafts": {"body", "to"},
}
"""What somebody takes along, and what is in it of each thing; of the account also what they prefer."""


@pytest.fixture
def scene(app: Flask, services: Services, clock: MovingClock) -> Scene:
    return scene_in(app, services, clock)


@pytest.mark.parametrize("caller", [STRANGERS[0], *OTHERS, *BLOCKED, ALICE], ids=str)
def test_every_answer_of_the_api_says_what_is_described_and_no_more(scene: Scene, caller: Caller) -> None:
    for line in TABLE:
        if line.is_api:
            visit = caller.ask(scene, line)
            schema = schema_of(DESCRIPTION, line.described, line.method, visit.status)
            said = json.loads(visit.text)
            assert list(undescribed(DESCRIPTION, schema, said)) == [], line.asked
            if not line.address.endswith("/me"):
                assert "@" not in visit.text, "nobody is shown an address of e-mail but their own"


def test_the_check_finds_what_is_too_much_and_what_is_missing() -> None:
    people = schema_of(DESCRIPTION, "/api/v1/users/", "GET", 200)
    said: list[Any] = [{"id": 1, "username": "alice", "email": "alice@example.org"}]
    assert list(undescribed(DESCRIPTION, people, said)) == ["[].email", "no [].online"]


def test_one_takes_along_what_is_ones_own_and_what_was_said_to_one(scene: Scene) -> None:
    """Of others: who one has blocked, whom one talks to, and what they have said there; no more."""
    [line] = [each for each in TABLE if each.address == "/users/profile/data"]
    for caller in (ALICE, OTHERS[0], *BLOCKED):
        taken = json.loads(caller.ask(scene, line).text)
        assert {*taken} == {*OWN}
        for name, keys in OWN.items():
            things = [taken[name]] if isinstance(taken[name], dict) else taken[name] or []
            for thing in things:
                assert {*thing} >= keys
                assert {*thing} == keys or name == "account"
        me = taken["account"]["id"]
        assert all(me in (each["from"], each["to"]) for each in taken["messages"])


def test_a_block_is_not_told_to_whom_it_is_against_by_what_they_take_along(scene: Scene) -> None:
    """That the page says so is of the moment, as it can be undone; what is taken along stays."""
    [line] = [each for each in TABLE if each.address == "/users/profile/data"]
    eves, trudys = (json.loads(caller.ask(scene, line).text) for caller in BLOCKED)
    assert eves["blocked"] == []
    assert [each["username"] for each in trudys["blocked"]] == ["alice"]
