"""What accounts ask of storage, asked of memory, SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime
from threading import Thread

import pytest
from sqlalchemy import create_engine

from felchat import database
from felchat.accounts.domain import (
    Device,
    EmailTaken,
    UsernameTaken,
)
from felchat.domain import StorageAway
from tests.contract.account_stores import ALICE, BOB, AccountStore

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
NOWHERE = Device()


@pytest.fixture
def store(kept: AccountStore) -> AccountStore:
    return kept


def test_an_account_is_kept_and_found_by_its_key(store: AccountStore) -> None:
    kept = store.accounts.add(ALICE)
    assert store.accounts.find_by_username("alice") == kept
    assert (kept.username, kept.email, kept.password_hash) == ("Alice", "Alice@example.org", "hash")
    assert kept.registered_at == ALICE.registered_at
    assert store.accounts.find_by_username("Alice") is None


def test_a_username_is_taken_once(store: AccountStore) -> None:
    store.accounts.add(ALICE)
    with pytest.raises(UsernameTaken):
        store.accounts.add(replace(BOB, username_key="alice"))
    assert store.accounts.is_username_taken("alice")
    assert not store.accounts.is_username_taken("bob")


def test_a_name_that_looks_like_another_is_taken(store: AccountStore) -> None:
    alice = store.accounts.add(replace(ALICE, skeleton="allce"))
    with pytest.raises(UsernameTaken):
        store.accounts.add(replace(BOB, username="a1ice", username_key="a1ice", skeleton="allce"))
    assert store.accounts.is_username_taken("a1ice", "allce")
    assert not store.accounts.is_username_taken("a1ice")
    assert not store.accounts.is_username_taken("bob", "bob")
    store.accounts.remove(alice.id)
    assert not store.accounts.is_username_taken("a1ice", "allce")


def test_names_without_a_skeleton_are_like_none(store: AccountStore) -> None:
    store.accounts.add(ALICE)
    store.accounts.add(BOB)
    assert store.accounts.count("") == 2


def test_an_email_address_is_taken_once(store: AccountStore) -> None:
    store.accounts.add(ALICE)
    with pytest.raises(EmailTaken):
        store.accounts.add(replace(BOB, email_key="alice@example.org"))


@pytest.mark.parametrize("key", ["alice", "al{}ce"], ids=["the same", "alike"])
def test_of_many_who_want_one_name_at_once_one_gets_it(store: AccountStore, key: str) -> None:
    refused: list[UsernameTaken] = []

    def register(number: int) -> None:
        wish = replace(ALICE, email_key=f"{number}@x.org", username_key=key.format(number), skeleton="allce")
        try:
            store.accounts.add(wish)
        except UsernameTaken as taken:
            refused.append(taken)

    threads = [Thread(target=register, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 4


def test_accounts_are_listed_by_id_beyond_one_and_by_how_their_name_begins(store: AccountStore) -> None:
    def added(key: str) -> int:
        wish = replace(ALICE, username=key, username_key=key, email_key=f"{key}@example.org")
        return store.accounts.add(wish).id

    def listed(prefix: str, after: int = 0, limit: int = 10) -> list[int]:
        return [each.id for each in store.accounts.page(prefix, after, limit)]

    al, al_c, bob, alx = (added(key) for key in ("al", "al_c", "bob", "alxc"))
    assert listed("") == [al, al_c, bob, alx]
    assert listed("", al_c) == [bob, alx]
    assert listed("al", 0, 2) == [al, al_c]
    assert listed("al", al_c, 2) == [alx]
    assert listed("al_") == [al_c], "an underscore is no wildcard"
    assert listed("%") == []
    assert [store.accounts.count(prefix) for prefix in ("", "al", "al_", "%")] == [4, 3, 1, 0]


def test_a_removed_account_frees_its_name_and_takes_its_sessions_along(store: AccountStore) -> None:
    alice, bob = store.accounts.add(ALICE), store.accounts.add(BOB)
    store.sessions.open(alice.id, "alice's", NOWHERE, NOON)
    bobs = store.sessions.open(bob.id, "bob's", NOWHERE, NOON)
    store.accounts.remove(alice.id)
    store.accounts.remove(alice.id)
    assert store.sessions.find("alice's", NOON) is None
    assert store.sessions.of(alice.id, NOON) == []
    assert store.sessions.find("bob's", NOON) == bobs
    assert store.accounts.page("", 0, 10) == [bob]
    again = store.accounts.add(ALICE)
    assert again.id > bob.id, "an id is given twice"


def test_a_database_that_is_not_there_is_away_and_no_traceback() -> None:
    engine = create_engine("postgresql+psycopg2://felchat@/felchat?host=/nowhere")
    with pytest.raises(StorageAway, match="database"):
        database.answers(database.transactions(engine))
