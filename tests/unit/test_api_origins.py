"""From where the API may be called by a cookie: from here, and from where the setting says."""

import pytest
from flask import Flask

from felchat import create_app
from felchat.accounts.domain import Account
from felchat.config import Settings
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import Browser
from tests.unit.calling import API, Program, calls, refused
from tests.unit.test_same_origin import FETCHED, OURS, THEIRS

FRIEND = "https://app.example.org"
NO_FRIENDS = [{"Origin": f"{FRIEND}{more}"} for more in (".evil.example", ":444", "/", "?")]
NO_FRIENDS += [{"Origin": "http://1:8001"}, {"Origin": "https://app-example.org"}]


@pytest.mark.parametrize("headers", THEIRS, ids=str)
def test_another_site_may_not_call_by_the_cookie(
    alices: Browser, alice: Account, bob: Account, services: Services, headers: dict[str, str]
) -> None:
    """Original fault S7."""
    for path in (f"{API}/messages/{bob.id}", f"{API}/users/logout"):
        answer = alices.client.post(path, json={"body": "hello"}, headers=headers)
        assert refused(answer) == (403, "That is not allowed.")
    assert alices.is_signed_in()
    assert services.chat.history(alice.id, bob.id) == []


@pytest.mark.parametrize("headers", OURS, ids=str)
def test_our_own_pages_may_call_by_the_cookie(alices: Browser, bob: Account, headers: dict[str, str]) -> None:
    answer = alices.client.post(f"{API}/messages/{bob.id}", json={"body": "hello"}, headers=headers)
    assert answer.status_code == 201


@pytest.mark.parametrize("headers", THEIRS, ids=str)
def test_another_site_may_call_by_a_token(
    bobs_program: Program, alice: Account, headers: dict[str, str]
) -> None:
    assert bobs_program.post(f"/messages/{alice.id}", {"body": "hello"}, headers=headers).status_code == 201


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_no_form_passes_for_json(program: Program, kind: str) -> None:
    body = f'{{"username": "alice", "password": "{PASSWORD}"}}'
    answer = program.post("/users/login", data=body, content_type=kind)
    assert answer.status_code == 422
    assert not program.is_known()


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
def test_without_the_setting_there_is_no_cors(app: Flask, program: Program, method: str) -> None:
    """Original fault S6."""
    for _, path in calls(app):
        answer = program.call(
            method, path, headers={"Origin": FRIEND, "Access-Control-Request-Method": "GET"}
        )
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


@pytest.fixture
def befriended(settings: Settings, services: Services) -> Flask:
    """The application with CORS_ORIGINS."""
    friends = (FRIEND, "http://[::1]:8001")  # which read as a pattern has others for friends, too
    return create_app(settings.model_copy(update={"cors_origins": friends}), services)


@pytest.mark.usefixtures("alice", "bob")
def test_the_origins_of_the_setting_may_call_by_the_cookie(befriended: Flask) -> None:
    program = Program(befriended)
    friend = {"Origin": FRIEND, FETCHED: "cross-site"}
    asked = {"Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "content-type"}
    before = program.call("OPTIONS", "/messages/2", headers=friend | asked)
    assert before.status_code == 200
    assert before.headers["Access-Control-Allow-Origin"] == FRIEND
    assert "DELETE" in before.headers["Access-Control-Allow-Methods"]
    assert before.headers["Access-Control-Allow-Headers"].lower() == "content-type"
    assert program.post("/users/login", {"username": "alice", "password": PASSWORD}, headers=friend).json
    for answer in (
        program.post("/messages/2", {"body": "hello"}, headers=friend),
        program.get("/messages/99", headers=friend),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == FRIEND
        assert answer.headers["Access-Control-Allow-Credentials"] == "true"
        assert "Origin" in answer.headers["Vary"]
    assert len(program.get("/messages/2").json["messages"]) == 1  # type: ignore[index]


@pytest.mark.usefixtures("alice", "bob")
@pytest.mark.parametrize("headers", [*THEIRS, *NO_FRIENDS], ids=str)
def test_no_other_origin_may(befriended: Flask, headers: dict[str, str]) -> None:
    """Original fault S6."""
    program = Program(befriended)
    program.sign_in("alice")
    answer = program.post("/messages/2", {"body": "hello"}, headers=headers)
    assert answer.status_code == 403
    for each in (answer, program.get("/users/", headers=headers)):
        assert "Access-Control-Allow-Origin" not in each.headers


def test_the_origins_of_the_setting_may_not_use_the_pages(befriended: Flask, alice: Account) -> None:
    browser = Browser(befriended)
    browser.sign_in(alice.username)
    assert browser.submit("/users/logout", {"Origin": FRIEND}).status_code == 403
    assert "Access-Control-Allow-Origin" not in browser.get("/users/", headers={"Origin": FRIEND}).headers
