"""What sessions ask of storage, asked of memory, SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from felchat.accounts.domain import Account, Device, Session, Viewer
from felchat.accounts.preferences import Preferences
from tests.contract.account_stores import ALICE, BOB, AccountStore

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PHONE = Device("Mozilla/5.0 (Android 16; Mobile; rv:145.0)", "192.0.2.7")
LAPTOP = Device("Mozilla/5.0 (X11; Linux x86_64)", "2001:db8::7")


@pytest.fixture
def store(kept: AccountStore) -> AccountStore:
    return kept


@pytest.fixture
def alice(store: AccountStore) -> Account:
    return store.accounts.add(ALICE)


@pytest.fixture
def bob(store: AccountStore) -> Account:
    return store.accounts.add(BOB)


def later(**by: float) -> datetime:
    return NOON + timedelta(**by)


def test_a_session_names_its_viewer_until_it_ends(store: AccountStore, alice: Account) -> None:
    viewer = store.sessions.open(alice.id, "token hash", PHONE, NOON)
    assert viewer == Viewer(alice.id, "Alice", viewer.session_id)
    assert store.sessions.find("token hash", NOON) == viewer
    store.sessions.end(alice.id, viewer.session_id)
    store.sessions.end(alice.id, viewer.session_id)
    assert store.sessions.find("token hash", NOON) is None


def test_a_viewer_is_known_by_the_name_and_the_preferences_of_now(
    store: AccountStore, alice: Account
) -> None:
    viewer = store.sessions.open(alice.id, "token hash", PHONE, NOON)
    store.accounts.rename(alice.id, "Anna", "anna")
    store.accounts.prefer(alice.id, Preferences("ru", "dark"))
    renamed = replace(viewer, username="Anna", preferences=Preferences("ru", "dark"))
    assert store.sessions.find("token hash", NOON) == renamed


def test_nobody_looks_through_the_session_of_a_disabled_account(store: AccountStore, alice: Account) -> None:
    viewer = store.sessions.open(alice.id, "token hash", PHONE, NOON)
    store.accounts.disable(alice.id, NOON)
    assert store.sessions.find("token hash", NOON) is None
    store.accounts.disable(alice.id, None)
    assert store.sessions.find("token hash", NOON) == viewer


def test_ending_one_session_leaves_the_others(store: AccountStore, alice: Account, bob: Account) -> None:
    phone = store.sessions.open(alice.id, "phone", PHONE, NOON)
    laptop = store.sessions.open(alice.id, "laptop", LAPTOP, NOON)
    bobs = store.sessions.open(bob.id, "bob's", PHONE, NOON)
    store.sessions.end(alice.id, phone.session_id)
    assert store.sessions.find("laptop", NOON) == laptop
    assert store.sessions.find("bob's", NOON) == bobs


def test_a_session_is_ended_in_the_name_of_its_own_account_only(
    store: AccountStore, alice: Account, bob: Account
) -> None:
    bobs = store.sessions.open(bob.id, "bob's", PHONE, NOON)
    store.sessions.end(alice.id, bobs.session_id)
    assert store.sessions.find("bob's", NOON) == bobs


def test_all_sessions_end_but_one(store: AccountStore, alice: Account, bob: Account) -> None:
    ids = [store.sessions.open(alice.id, f"{each}", PHONE, NOON).session_id for each in range(3)]
    bobs = store.sessions.open(bob.id, "bob's", PHONE, NOON)
    assert set(store.sessions.end_all(alice.id, but=ids[1])) == {ids[0], ids[2]}
    assert [each.id for each in store.sessions.of(alice.id, NOON)] == [ids[1]]
    assert store.sessions.end_all(alice.id) == [ids[1]]
    assert store.sessions.end_all(alice.id) == []
    assert store.sessions.find("bob's", NOON) == bobs


def test_a_session_number_is_never_given_twice(store: AccountStore, alice: Account) -> None:
    first = store.sessions.open(alice.id, "first", PHONE, NOON)
    store.sessions.end(alice.id, first.session_id)
    assert store.sessions.open(alice.id, "second", PHONE, NOON).session_id != first.session_id


def test_sessions_are_listed_with_their_devices_the_one_used_last_first(
    store: AccountStore, alice: Account, bob: Account
) -> None:
    phone = store.sessions.open(alice.id, "phone", PHONE, NOON).session_id
    laptop = store.sessions.open(alice.id, "laptop", LAPTOP, later(minutes=1)).session_id
    assert store.sessions.of(alice.id, NOON) == [
        Session(laptop, LAPTOP, later(minutes=1), later(minutes=1)),
        Session(phone, PHONE, NOON, NOON),
    ]
    store.sessions.find("phone", later(minutes=2))
    assert store.sessions.of(alice.id, NOON)[0] == Session(phone, PHONE, NOON, later(minutes=2))
    assert store.sessions.of(bob.id, NOON) == []


def test_that_a_session_is_used_is_noted_once_a_minute(store: AccountStore, alice: Account) -> None:
    store.sessions.open(alice.id, "phone", PHONE, NOON)
    noted = []
    for seconds in (30, 59, 60, 61, 119, 120):
        store.sessions.find("phone", later(seconds=seconds))
        noted.append(store.sessions.of(alice.id, NOON)[0].last_used_at - NOON)
    assert [each.seconds for each in noted] == [0, 0, 60, 60, 60, 120]


def test_a_renewed_session_is_known_by_its_new_token_alone(
    store: AccountStore, alice: Account, bob: Account
) -> None:
    phone = store.sessions.open(alice.id, "phone", PHONE, NOON)
    laptop = store.sessions.open(alice.id, "laptop", LAPTOP, NOON)
    bobs = store.sessions.open(bob.id, "bob's", PHONE, NOON)
    store.sessions.renew(alice.id, phone.session_id, "phone, anew")
    assert store.sessions.find("phone", NOON) is None
    assert store.sessions.find("phone, anew", NOON) == phone
    assert store.sessions.find("laptop", NOON) == laptop
    store.sessions.renew(alice.id, bobs.session_id, "stolen")
    assert store.sessions.find("stolen", NOON) is None
    assert store.sessions.find("bob's", NOON) == bobs
