"""What changing an account asks of storage, asked of memory, SQLite and PostgreSQL."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from felchat.accounts.domain import EmailTaken, NoSuchAccount, UsernameTaken
from felchat.accounts.preferences import Preferences
from tests.contract.account_stores import ALICE, BOB, NOBODY, AccountStore

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(kept: AccountStore) -> AccountStore:
    return kept


def test_a_hash_is_replaced_only_by_who_knew_the_one_before(store: AccountStore) -> None:
    alice, bob = store.accounts.add(ALICE), store.accounts.add(BOB)
    assert not store.accounts.rehash(alice.id, "another", "new")
    assert store.accounts.get(alice.id) == alice
    assert store.accounts.rehash(alice.id, "hash", "new")
    assert not store.accounts.rehash(alice.id, "hash", "newer")
    assert store.accounts.get(alice.id).password_hash == "new"
    assert store.accounts.get(bob.id) == bob


def test_a_taken_key_is_freed_by_another_name(store: AccountStore) -> None:
    alice, bob = store.accounts.add(ALICE), store.accounts.add(BOB)
    store.accounts.rename(alice.id, "Anna", "anna")
    store.accounts.rename(bob.id, "Alice", "alice")
    assert store.accounts.find_by_username("alice") == replace(bob, username="Alice")
    assert store.accounts.find_by_username("anna") == replace(alice, username="Anna")
    assert not store.accounts.is_username_taken("bob")


def test_another_name_takes_its_looks_along(store: AccountStore) -> None:
    alice, bob = store.accounts.add(replace(ALICE, skeleton="allce")), store.accounts.add(BOB)
    with pytest.raises(UsernameTaken):
        store.accounts.rename(bob.id, "a1ice", "a1ice", "allce")
    store.accounts.rename(alice.id, "a1ice", "a1ice", "allce")
    store.accounts.rename(alice.id, "Anna", "anna", "anna")
    store.accounts.rename(bob.id, "a1ice", "a1ice", "allce")
    assert store.accounts.is_username_taken("x", "anna")
    assert not store.accounts.is_username_taken("x", "bob")


def test_one_may_write_ones_own_name_and_address_otherwise(store: AccountStore) -> None:
    alice = store.accounts.add(ALICE)
    store.accounts.rename(alice.id, "ALICE", "alice")
    store.accounts.change_email(alice.id, "ALICE@example.org", "alice@example.org")
    assert store.accounts.get(alice.id) == replace(alice, username="ALICE", email="ALICE@example.org")


def test_what_another_has_is_refused_and_nothing_changes(store: AccountStore) -> None:
    alice, bob = store.accounts.add(ALICE), store.accounts.add(BOB)
    with pytest.raises(UsernameTaken):
        store.accounts.rename(bob.id, "ALICE", "alice")
    with pytest.raises(EmailTaken):
        store.accounts.change_email(bob.id, "ALICE@example.org", "alice@example.org")
    assert store.accounts.page("", 0, 10) == [alice, bob]
    assert store.accounts.is_username_taken("bob")


def test_what_is_changed_is_kept(store: AccountStore) -> None:
    alice, bob = store.accounts.add(ALICE), store.accounts.add(BOB)
    assert (alice.disabled_at, alice.preferences) == (None, Preferences("auto", "auto"))
    dark = Preferences("ru", "dark", "Asia/Yekaterinburg", "breaks", True, False, False, False)
    store.accounts.change_password(alice.id, "another hash")
    store.accounts.prefer(alice.id, dark)
    store.accounts.disable(alice.id, NOON)
    changed = replace(alice, password_hash="another hash", preferences=dark, disabled_at=NOON)
    assert store.accounts.get(alice.id) == changed
    store.accounts.disable(alice.id, None)
    assert store.accounts.get(alice.id) == replace(changed, disabled_at=None)
    assert store.accounts.get(bob.id) == bob


@pytest.mark.parametrize("number", NOBODY)
def test_nobodys_account_cannot_be_had_or_changed(store: AccountStore, number: int) -> None:
    alice = store.accounts.add(ALICE)
    accounts = store.accounts
    changes: list[Callable[[], object]] = [
        lambda: accounts.get(number),
        lambda: accounts.rename(number, "x", "x"),
        lambda: accounts.change_email(number, "x", "x"),
        lambda: accounts.change_password(number, "x"),
        lambda: accounts.prefer(number, Preferences()),
        lambda: accounts.disable(number, NOON),
    ]
    for change in changes:
        with pytest.raises(NoSuchAccount):
            change()
    assert accounts.page("", 0, 10) == [alice]
    assert not accounts.is_username_taken("x")
