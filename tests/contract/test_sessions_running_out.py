"""How long sessions last in memory, SQLite and PostgreSQL, and what becomes of those that have run out."""

import pytest

from felchat.accounts.domain import Account
from tests.contract.account_stores import ALICE, AccountStore
from tests.contract.test_sessions import LAPTOP, NOON, PHONE, later


@pytest.fixture
def store(kept: AccountStore) -> AccountStore:
    return kept


@pytest.fixture
def alice(store: AccountStore) -> Account:
    return store.accounts.add(ALICE)


def test_a_session_ends_by_itself_when_it_is_not_used_and_in_the_end_in_any_case(
    store: AccountStore, alice: Account
) -> None:
    store.sessions.open(alice.id, "away", PHONE, NOON)
    store.sessions.open(alice.id, "here", LAPTOP, NOON)
    for hours in range(10, 7 * 24, 10):
        assert store.sessions.find("here", later(hours=hours))
    assert store.sessions.find("away", later(hours=11, minutes=59)), "it was not used in between"
    assert store.sessions.find("here", later(days=7)) is None


def test_a_remembered_session_lasts_longer(store: AccountStore, alice: Account) -> None:
    passing = store.sessions.open(alice.id, "passing", PHONE, NOON).session_id
    kept = store.sessions.open(alice.id, "kept", LAPTOP, NOON, True).session_id
    assert [(each.id, each.remembered) for each in store.sessions.of(alice.id, NOON)] == [
        (kept, True),
        (passing, False),
    ]
    assert store.sessions.find("passing", later(hours=12)) is None
    assert [each.id for each in store.sessions.of(alice.id, later(hours=12))] == [kept]
    for day in (29, 58, 87, 89):
        assert store.sessions.find("kept", later(days=day))
    assert store.sessions.find("kept", later(days=90)) is None
    assert store.sessions.of(alice.id, later(days=90)) == []


def test_what_has_run_out_is_purged_and_nothing_else(store: AccountStore, alice: Account) -> None:
    kinds = {"dead": False, "kept and dead": True, "kept": True, "used": False, "old": False}
    ids = {
        name: store.sessions.open(alice.id, name, PHONE, NOON, kept).session_id
        for name, kept in kinds.items()
    }
    store.sessions.find("old", later(hours=11))
    store.sessions.purge(later(hours=12))
    living = [ids[name] for name in ("kept and dead", "kept", "old")]
    assert sorted(each.id for each in store.sessions.of(alice.id, NOON)) == living
    store.sessions.find("kept", later(days=20))
    store.sessions.purge(later(days=30))
    assert [each.id for each in store.sessions.of(alice.id, NOON)] == [ids["kept"]]
    store.sessions.find("kept", later(days=49))
    store.sessions.find("kept", later(days=78))
    store.sessions.purge(later(days=90))
    assert store.sessions.of(alice.id, NOON) == []
