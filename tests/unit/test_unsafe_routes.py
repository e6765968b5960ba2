"""Every route that may change something, asked by whoever may not, and every other one: nothing changes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.all_routes import SAFE, routes
from tests.unit.browsing import HTMX, Browser, Manner
from tests.unit.everything_kept import everything_kept
from tests.unit.test_same_origin import FETCHED, THEIRS

ANOTHER_SITE = [*THEIRS, {"Origin": "null", **HTMX}, {FETCHED: "same-site", **HTMX}]
WITHOUT_A_WORD: list[Manner] = [{}, HTMX, {FETCHED: "same-origin"}, {"Origin": "http://localhost"}]
READS = ("/chat?", "/chat/log?", "/api/v1/messages/")
"""What marks a conversation as read by showing it; the first also notes where a draft was shown."""
MAY_CHANGE = {"InMemoryTalkRepository._read", "InMemoryDraftRepository._kept"}
DOORS = ("/users/register", "/users/login", "/api/v1/users/register", "/api/v1/users/login")
NO_JSON = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]


@dataclass
class Scene:
    """Alice is signed in, and has something to lose: messages, a draft, a token, a block."""

    app: Flask
    services: Services
    alices: Browser
    bob: int
    said: str
    form: dict[str, str]
    """Fields by which some route or other would do something, were it to take them."""

    def unsafe(self) -> Iterator[tuple[str, str]]:
        for method, path in routes(self.app, self.bob):
            if method not in SAFE:
                yield method, path.replace("1-0", self.said)

    def asks(self, browser: Browser, method: str, path: str, asked: Manner, **more: str) -> TestResponse:
        body: dict[str, Any] = {"json" if path.startswith("/api/") else "data": self.form | more}
        return browser.client.open(path, method=method, headers=asked, **body)

    def kept(self) -> dict[str, str]:
        return everything_kept(self.services)


@pytest.fixture
def scene(app: Flask, services: Services, alices: Browser, alice: Account, bob: Account) -> Scene:
    services.drafts.keep(alice.id, bob.id, "begun", "1.1")
    services.tokens.make(alice.id, "bot", Scope.READ)
    services.people.block(alice.id, services.accounts.register("eve", "eve@example.org", PASSWORD).id)
    services.chat.send(bob.id, alice.id, "Are you there?", "2.1")
    services.chat.send(alice.id, bob.id, "Hello", "3.1")
    said = str(services.chat.history(alice.id, bob.id)[-1].id)
    form = {
        "username": "alice",
        "email": "new@example.org",
        "password": PASSWORD,
        "body": "pwned",
        "nonce": "9.1",
        "message": said,
        "enter": "breaks",
        "action": "close",
        "name": "pwned",
        "user_id": str(bob.id),
        "scope": "write",
        "next": "/users/",
        "theme": "dark",
        "language": "ru",
    }
    return Scene(app, services, alices, bob.id, said, form)


def test_the_scene_has_something_to_lose(scene: Scene) -> None:
    filled = [name for name, kept in scene.kept().items() if kept not in ("[]", "{}", "set()")]
    assert len(filled) >= 9
    assert len(list(scene.unsafe())) >= 20


@pytest.mark.parametrize("asked", ANOTHER_SITE, ids=str)
def test_another_site_changes_nothing_by_any_route(scene: Scene, asked: Manner) -> None:
    """ASVS 5.0, 3.5.1. Even with the right token, which no other site can read."""
    token, before = scene.alices.token(), scene.kept()
    for method, path in scene.unsafe():
        answer = scene.asks(scene.alices, method, path, asked, csrf_token=token)
        assert answer.status_code == 403, path
        assert scene.kept() == before, path
    assert scene.alices.is_signed_in()


@pytest.mark.parametrize("asked", WITHOUT_A_WORD, ids=str)
@pytest.mark.parametrize("token", ["", "x", "ImFiYyI.awo5ag.s3cr3t"])
def test_no_form_changes_anything_without_its_token(scene: Scene, asked: Manner, token: str) -> None:
    """Not even where a browser is too old to say who asks, and sends the cookie along."""
    before = scene.kept()
    for method, path in scene.unsafe():
        if not path.startswith("/api/"):
            answer = scene.asks(scene.alices, method, path, asked, csrf_token=token)
            assert answer.status_code == 400, path
            assert scene.kept() == before, path


@pytest.mark.parametrize("kind", NO_JSON)
def test_no_form_passes_for_a_call_with_fields(scene: Scene, kind: str) -> None:
    """ASVS 5.0, 3.5.2: JSON that is said to be something else needs no preflight."""
    before = scene.kept()
    for path in (*DOORS[2:], f"/api/v1/messages/{scene.bob}"):
        answer = scene.alices.client.post(path, data=json.dumps(scene.form), content_type=kind)
        assert answer.status_code == 422, path
        assert "Set-Cookie" not in answer.headers
        assert scene.kept() == before, path


@pytest.mark.parametrize("asked", ANOTHER_SITE, ids=str)
def test_nobody_is_signed_in_by_another_site(scene: Scene, asked: Manner) -> None:
    """What they then write would be read by whose account it is (login CSRF)."""
    victim = Browser(scene.app)
    token, before = victim.token(), scene.kept()
    for path in DOORS:
        assert scene.asks(victim, "POST", path, asked, csrf_token=token).status_code == 403
    assert scene.kept() == before
    assert not victim.is_signed_in()


def test_looking_changes_nothing(scene: Scene, manner: Manner) -> None:
    """ASVS 5.0, 3.5.3."""
    before = scene.kept()
    for method, path in routes(scene.app, scene.bob):
        if method in SAFE and not path.startswith(READS):
            for used in (method, "HEAD", method):
                with scene.alices.client.open(path, method=used, headers=manner):
                    assert scene.kept() == before, path


def test_showing_a_conversation_changes_only_that_it_was_shown(scene: Scene) -> None:
    before = scene.kept()
    for path in READS:
        scene.alices.get(f"{path}{scene.bob if path.endswith('/') else f'user={scene.bob}'}")
        after = scene.kept()
        assert {name for name in after if after[name] != before[name]} <= MAY_CHANGE, path
