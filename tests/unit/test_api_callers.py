"""Who may call the API: whoever is known, by a cookie or by a token."""

from typing import Any

import pytest
from flask import Flask

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.services import Services
from tests.unit.calling import Program, closed, detail, refused


@pytest.mark.usefixtures("alice", "bob")
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cookie": "user_id=2"},
        {"Cookie": "session=2"},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer 2"},
        {"Authorization": "bearer felchat_" + "x" * 43},
        {"Authorization": "Bearer \xff=\xff"},
        {"Authorization": "Basic YWxpY2U6YWxpY2U="},
        {"X-User-Id": "2"},
    ],
    ids=ascii,
)
def test_nobody_comes_in_who_is_not_known(app: Flask, headers: dict[str, str]) -> None:
    """Original faults S1 and S5: a call is open to all when `OPEN` says so."""
    program = Program(app)
    program.client = app.test_client(use_cookies=False)
    found = closed(app)
    assert {path for _, path in found} >= {"/users/me", "/users/", "/messages/2"}
    for method, path in found:
        for body in (None, {}, {"body": "hello"}):
            answer = program.call(method, f"{path}?user_id=2&limit=x", body, headers=headers)
            assert refused(answer) == (401, "Not authenticated"), (method, path)


def test_a_token_that_only_reads_changes_nothing(
    app: Flask, services: Services, alice: Account, bob: Account
) -> None:
    reader = Program(app, services.tokens.make(alice.id, "reader", Scope.READ))
    for method, path in closed(app):
        answer = reader.call(method, path, None if method == "GET" else {"body": "hello"})
        if method == "GET":
            assert answer.status_code == 200, path
        else:
            assert refused(answer) == (403, "This token may only read"), path
    assert services.chat.history(alice.id, bob.id) == []


def test_a_revoked_token_is_nobodys(alice: Account, app: Flask, services: Services) -> None:
    program = Program(app, services.tokens.make(alice.id, "program", Scope.WRITE))
    assert program.is_known()
    services.tokens.revoke(alice.id, services.tokens.of(alice.id)[0].id)
    assert refused(program.get("/users/me")) == (401, "Not authenticated")


def test_who_is_kept_out_or_gone_is_nobody(
    alices_program: Program, alice: Account, services: Services
) -> None:
    services.administration.disable(alice.id)
    assert refused(alices_program.get("/users/me")) == (401, "Not authenticated")
    assert refused(alices_program.sign_in("alice")) == (401, "Invalid credentials")
    services.administration.enable(alice.id)
    services.administration.remove(alice.id)
    assert refused(alices_program.get("/users/me")) == (401, "Not authenticated")


@pytest.mark.usefixtures("alice", "bob")
def test_a_call_with_a_token_never_counts_by_its_cookie(app: Flask, services: Services, bob: Account) -> None:
    program = Program(app)
    program.sign_in("alice")
    bobs = services.tokens.make(bob.id, "program", Scope.WRITE)
    mine: Any = program.get("/users/me", headers={"Authorization": f"Bearer {bobs}"}).json
    assert mine["username"] == "bob"
    dead = {"Authorization": "Bearer dead"}
    assert refused(program.get("/users/me", headers=dead)) == (401, "Not authenticated")
    program.post("/users/logout", headers=dead)
    assert program.is_known(), "a call with a token ended the session of the cookie"


def test_a_token_opens_no_page(app: Flask, services: Services, alice: Account) -> None:
    token = services.tokens.make(alice.id, "program", Scope.WRITE)
    answer = app.test_client().get("/users/", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 303


@pytest.mark.usefixtures("bob", "mallory")
def test_nobodys_address_is_shown_but_ones_own(app: Flask, alices_program: Program) -> None:
    """Original fault S5."""
    for method, path in closed(app):
        answer = alices_program.call(method, path, None if method == "GET" else {"body": "hello"})
        assert "bob@" not in answer.text
        assert "mallory@" not in answer.text
    assert detail(alices_program.post("/users/register", {"username": "bob", "email": "x", "password": "x"}))
