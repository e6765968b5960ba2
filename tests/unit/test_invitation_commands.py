"""Invitations from the command line: made, listed and revoked by the operator, who says whom else may."""

import json

from flask import Flask

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.unit.test_commands import run
from tests.unit.test_invitations import LINK, opens


def test_the_operator_makes_lists_and_revokes_invitations(
    app: Flask, services: Services, alice: Account
) -> None:
    services.invitations.allow(alice.id)
    made = run(app, "invitations", "create", "--uses", "3", "--days", "2")
    token = made.stdout.strip().removeprefix(LINK)
    assert made.exit_code == 0
    assert opens(services, token)
    services.invitations.make_own(alice.id, 1, 7)
    of_alice, operators = json.loads(run(app, "invitations", "list", "--json").stdout)
    assert (of_alice["maker"], operators["maker"]) == (alice.id, None)
    assert operators["uses_left"] == 3
    listed = run(app, "invitations", "list").stdout
    assert "the operator" in listed
    assert token not in listed
    assert run(app, "invitations", "revoke", str(operators["id"])).exit_code == 0
    assert not opens(services, token)
    assert "no invitation 99" in run(app, "invitations", "revoke", "99").stderr
    assert services.invitations.of(alice.id)
    for wrong in (("--uses", "0"), ("--days", "91")):
        assert run(app, "invitations", "create", *wrong).exit_code == 2


def test_the_operator_allows_and_forbids(
    app: Flask, services: Services, alice: Account, bob: Account
) -> None:
    assert run(app, "users", "allow-invitations", "ALICE").exit_code == 0
    token = services.invitations.make_own(alice.id, 1, 7)
    assert not services.invitations.may_invite(bob.id)
    assert run(app, "users", "forbid-invitations", "alice").exit_code == 0
    assert not services.invitations.may_invite(alice.id)
    assert not opens(services, token)
    assert run(app, "users", "allow-invitations", "nobody").exit_code == 1
