"""What an operator does with accounts: `flask users …`."""

import json

import pytest
from flask import Flask

from felchat.accounts.domain import Account, Device, InvalidCredentials, NoSuchAccount
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.test_commands import run

ANOTHER = "a wholly different horse"


@pytest.mark.parametrize("person", ["alice", "ALICE", "@alice", "1"])
def test_somebody_is_meant_by_name_or_by_id(app: Flask, alice: Account, person: str) -> None:
    answer = run(app, "users", "show", person, "--json")
    assert json.loads(answer.stdout) == {
        "id": alice.id,
        "username": "alice",
        "email": "alice@example.org",
        "registered_at": "2026-11-23T12:00:00+00:00",
        "disabled_at": None,
        "second_factor_since": None,
    }


def test_a_name_of_digits_is_not_taken_for_an_id(app: Flask, services: Services, alice: Account) -> None:
    number = services.accounts.register("777", "777@example.org", PASSWORD)
    assert run(app, "users", "show", "777").exit_code == 1
    assert json.loads(run(app, "users", "show", "@777", "--json").stdout)["id"] == number.id
    assert run(app, "users", "show", f"@{alice.id}").exit_code == 1


def test_nobody_by_that_name_is_one_line_on_stderr(app: Flask) -> None:
    answer = run(app, "users", "show", "nobody")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr == "Error: There is no such person.\n"


def test_the_list_has_everybody_and_their_addresses_only_in_json(
    app: Flask, alice: Account, bob: Account
) -> None:
    listed = run(app, "users", "list").stdout
    assert [line.split()[:2] for line in listed.splitlines()[1:]] == [["1", "alice"], ["2", "bob"]]
    assert "example.org" not in listed
    found = json.loads(run(app, "users", "list", "--json").stdout)
    assert [each["email"] for each in found] == [alice.email, bob.email]
    assert PASSWORD not in str(found)
    assert not any("hash" in name for each in found for name in each)


def test_the_list_goes_on_beyond_one_page(app: Flask, services: Services) -> None:
    for number in range(101):
        services.accounts.register(f"person-{number}", f"{number}@example.org", PASSWORD)
    assert len(json.loads(run(app, "users", "list", "--json").stdout)) == 101


def test_the_list_can_be_narrowed(app: Flask, alice: Account, bob: Account) -> None:
    found = json.loads(run(app, "users", "list", "--prefix", "AL", "--json").stdout)
    assert [each["id"] for each in found] == [alice.id]
    assert bob.id != alice.id


def test_somebody_is_registered_and_can_sign_in(app: Flask, services: Services) -> None:
    words = ("users", "create", "alice", "--email", "alice@example.org", "--password-stdin")
    assert run(app, *words, typed=f"{PASSWORD}\nmore\n").exit_code == 0
    assert services.accounts.recognise("alice", PASSWORD).email == "alice@example.org"


def test_a_registration_that_is_refused_names_every_field_in_one_line(app: Flask, alice: Account) -> None:
    words = ("users", "create", alice.username, "--email", "nowhere", "--password-stdin")
    answer = run(app, *words, typed="password\n")
    assert answer.exit_code == 1
    assert len(answer.stderr.splitlines()) == 1
    for field in ("username", "email", "password"):
        assert f"The {field} is refused" in answer.stderr


def test_a_password_is_asked_for_twice_and_not_shown(app: Flask, services: Services, alice: Account) -> None:
    answer = run(app, "users", "set-password", "alice", typed=f"{ANOTHER}\nmistyped\n{ANOTHER}\n{ANOTHER}\n")
    assert answer.exit_code == 0
    assert ANOTHER not in answer.output
    assert services.accounts.recognise("alice", ANOTHER).id == alice.id


def test_a_password_that_is_not_text_is_refused(app: Flask, alice: Account) -> None:
    answer = app.test_cli_runner().invoke(
        args=["users", "set-password", alice.username, "--password-stdin"], input=b"\xff\xfe\n"
    )
    assert (answer.exit_code, len(answer.stderr.splitlines())) == (1, 1)


def test_another_password_ends_every_session(app: Flask, services: Services, alice: Account) -> None:
    token = services.accounts.sign_in(alice)
    run(app, "users", "set-password", "alice", "--password-stdin", typed=f"{ANOTHER}\n")
    assert services.accounts.viewer(token) is None
    with pytest.raises(InvalidCredentials):
        services.accounts.recognise("alice", PASSWORD)


def test_somebody_is_renamed(app: Flask, services: Services, alice: Account, bob: Account) -> None:
    assert run(app, "users", "rename", "alice", "Alicia").exit_code == 0
    assert services.accounts.account(alice.id).username == "Alicia"
    assert run(app, "users", "rename", "alicia", bob.username).exit_code == 1


def test_somebody_who_is_disabled_is_out_until_enabled(
    app: Flask, services: Services, alice: Account
) -> None:
    token = services.accounts.sign_in(alice)
    assert run(app, "users", "disable", "alice").exit_code == 0
    assert services.accounts.viewer(token) is None
    with pytest.raises(InvalidCredentials):
        services.accounts.recognise("alice", PASSWORD)
    assert run(app, "users", "enable", "alice").exit_code == 0
    assert services.accounts.recognise("alice", PASSWORD)


@pytest.mark.parametrize("typed", ["", "n\n", "\n"])
def test_nobody_is_removed_without_a_yes(app: Flask, services: Services, alice: Account, typed: str) -> None:
    assert run(app, "users", "delete", "alice", typed=typed).exit_code == 1
    assert services.accounts.account(alice.id) == alice


def test_who_is_removed_is_gone_and_the_others_stay(
    app: Flask, services: Services, alice: Account, bob: Account, mallory: Account
) -> None:
    assert run(app, "users", "delete", "alice", typed="y\n").exit_code == 0
    assert run(app, "users", "delete", f"{mallory.id}", "--yes").exit_code == 0
    for gone in (alice, mallory):
        with pytest.raises(NoSuchAccount):
            services.accounts.account(gone.id)
    assert services.accounts.account(bob.id) == bob


def test_where_somebody_is_signed_in_is_listed_and_ended(
    app: Flask, services: Services, alice: Account, bob: Account
) -> None:
    services.accounts.sign_in(alice, Device("A browser", "192.0.2.7"))
    bobs = services.accounts.sign_in(bob)
    (listed,) = json.loads(run(app, "users", "sessions", "alice", "--json").stdout)
    assert (listed["device"], listed["address"]) == ("A browser", "192.0.2.7")
    assert "192.0.2.7" in run(app, "users", "sessions", "alice").stdout
    assert "sessions that ended: 1" in run(app, "users", "logout", "alice").stdout
    assert json.loads(run(app, "users", "sessions", "alice", "--json").stdout) == []
    assert services.accounts.viewer(bobs)
