"""What is answered while a store is away."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.unit.away import Away
from tests.unit.browsing import Browser, Manner


def test_without_its_storage_felchat_says_so_and_comes_back(
    app: Flask, alices: Browser, bob: Account, services: Services, manner: Manner
) -> None:
    """The answer needs no storage itself: who is signed in is not asked."""
    store: Any = Away()
    sessions_away = replace(services, accounts=replace(services.accounts, sessions=store))
    people_away = replace(services, people=replace(services.people, people=store))
    messages_away = replace(services, chat=replace(services.chat, messages=store))
    for broken in (sessions_away, people_away, messages_away):
        app.extensions["felchat"] = broken
        answer = alices.get(f"/chat?user={bob.id}", headers=manner)
        assert answer.status_code == 503
        assert "Try again in a few seconds" in answer.text
        assert alices.get("/ping").json == {"status": "ok"}
    app.extensions["felchat"] = services
    assert alices.get(f"/chat?user={bob.id}").status_code == 200


@pytest.mark.parametrize("away", ["database", "message store"])
def test_ready_tells_which_store_is_away(app: Flask, browser: Browser, services: Services, away: str) -> None:
    assert browser.get("/ready").status_code == 200
    app.extensions["felchat"] = replace(services, stores=dict(services.stores) | {away: Away().ask})
    answer = browser.get("/ready")
    states = answer.json["stores"] if answer.json else {}
    assert answer.status_code == 503
    assert {name for name, state in states.items() if state != "ok"} == {away}
