"""Passwords of people who come from elsewhere, whose hashes are bcrypt over the bare password."""

import bcrypt
import pytest

from felchat.accounts.domain import Account, InvalidCredentials
from felchat.accounts.rules import ADOPTED
from felchat.services import Services
from tests.conftest import PASSWORD

OLD = "kept since the old days"


def adopt(services: Services, account: Account, password: str) -> None:
    hashed = bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()
    services.accounts.accounts.change_password(account.id, ADOPTED + hashed)


@pytest.mark.parametrize("password", [OLD, "short", "e\u0301tude \u00b2", "0123456789" * 9, "пароль старый"])
def test_an_adopted_hash_matches_what_was_typed_then(
    services: Services, alice: Account, password: str
) -> None:
    adopt(services, alice, password)
    assert services.accounts.recognise("alice", password).id == alice.id


@pytest.mark.parametrize("password", [OLD.upper(), f"{OLD} ", PASSWORD, ""])
def test_another_password_is_refused(services: Services, alice: Account, password: str) -> None:
    adopt(services, alice, OLD)
    with pytest.raises(InvalidCredentials):
        services.accounts.recognise("alice", password)


def test_signing_in_makes_an_adopted_hash_one_of_ours(services: Services, alice: Account) -> None:
    long = "0123456789" * 9
    adopt(services, alice, long)
    services.accounts.recognise("alice", long)
    assert not services.accounts.account(alice.id).password_hash.startswith(ADOPTED)
    services.accounts.recognise("alice", long)
    with pytest.raises(InvalidCredentials):  # what bcrypt would have cut counts now
        services.accounts.recognise("alice", long[:-1])


def test_a_refused_sign_in_leaves_the_hash_as_it_is(services: Services, alice: Account) -> None:
    adopt(services, alice, OLD)
    before = services.accounts.account(alice.id)
    with pytest.raises(InvalidCredentials):
        services.accounts.recognise("alice", PASSWORD)
    services.accounts.accounts.disable(alice.id, alice.registered_at)
    with pytest.raises(InvalidCredentials):
        services.accounts.recognise("alice", OLD)
    assert services.accounts.account(alice.id).password_hash == before.password_hash
