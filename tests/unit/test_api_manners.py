"""What the API answers when something is wrong, and what every answer carries."""

from dataclasses import replace
from typing import Any, NoReturn

import pytest
from flask import Flask

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.domain import StorageAway
from felchat.services import Services
from tests.unit.calling import API, Program, refused

BAD_JSON = [
    *(b"{", b"nonsense", b"\xff\xfe", b"{'a': 1}", b'{"body": "a"', b"[" * 100_000, b'{"body": "\\ud800"}'),
    '{"body": "a"}'.encode("utf-16"),
]
UNKNOWN = ["/api", "/api/", "/api/v1", "/api/v2/users/me", f"{API}/nope", f"{API}/users/block/2/x"]


@pytest.mark.parametrize("body", BAD_JSON, ids=lambda body: repr(body[:12]))
def test_bad_json_is_refused(alices_program: Program, bob: Account, body: bytes) -> None:
    for path in (f"/messages/{bob.id}", "/users/login", "/users/register"):
        answer = alices_program.post(path, data=body, content_type="application/json")
        assert refused(answer) == (400, "The body is not JSON")


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_address_is_told_in_json(app: Flask, path: str) -> None:
    for method in ("GET", "POST"):
        answer = app.test_client().open(path, method=method)
        assert refused(answer) == (404, "There is nothing here.")


def test_what_is_not_the_api_is_told_in_html(app: Flask) -> None:
    assert app.test_client().get("/apiary").mimetype == "text/html"


def test_a_method_that_is_not_there_is_told(program: Program) -> None:
    answer = program.delete("/users/register")
    assert refused(answer) == (405, "That cannot be done here.")
    assert "POST" in answer.headers["Allow"]


def test_what_is_too_large_is_refused(alices_program: Program, bob: Account) -> None:
    answer = alices_program.post(f"/messages/{bob.id}", {"body": "x" * 200_000})
    assert refused(answer) == (413, "That is too large.")


class Gone:
    """Any store: its server does not answer, or it breaks with words that nobody should read."""

    def __init__(self, fault: Exception) -> None:
        self.fault = fault

    def __getattr__(self, _name: str) -> Any:
        return self.ask

    def ask(self, *_arguments: object) -> NoReturn:
        raise self.fault


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (StorageAway("database"), (503, "Felchat cannot reach its memory just now.")),
        (RuntimeError("SELECT secret FROM users"), (500, "Something broke on our side.")),
    ],
    ids=["away", "broken"],
)
def test_what_goes_wrong_on_our_side_is_told_without_its_words(
    app: Flask, services: Services, alice: Account, fault: Exception, told: tuple[int, str]
) -> None:
    program = Program(app, services.tokens.make(alice.id, "program", Scope.WRITE))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    store: Any = Gone(fault)
    people = replace(services.people, people=store)
    for broken in (
        replace(services, people=people),
        replace(services, tokens=replace(services.tokens, tokens=store)),
    ):
        app.extensions["felchat"] = broken
        answer = program.post("/messages/2", {"body": "hello"})
        assert refused(answer) == told


def test_every_answer_is_guarded_and_kept_by_no_cache(alices_program: Program, bob: Account) -> None:
    for path in ("/users/me", "/users/", f"/messages/{bob.id}", "/nope"):
        answer = alices_program.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
