"""What personal tokens ask of storage, asked of memory, SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from felchat.accounts.api_token import ApiToken, NewToken, Scope
from felchat.accounts.token_repository import TokenRepository
from tests.contract.account_stores import AccountStore, with_alice_and_bob

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ALICE, BOB = 1, 2
BOT = NewToken(ALICE, "a bot", Scope.WRITE, NOON)


@pytest.fixture
def store(kept: AccountStore) -> AccountStore:
    return with_alice_and_bob(kept)


@pytest.fixture
def tokens(store: AccountStore) -> TokenRepository:
    return store.tokens


def test_a_token_is_kept_and_found_by_its_hash(tokens: TokenRepository) -> None:
    kept = tokens.add(BOT, "hash")
    assert kept == ApiToken(kept.id, ALICE, "a bot", Scope.WRITE, NOON, None)
    assert tokens.find("hash") == kept
    assert tokens.find("another") is None


def test_each_sees_their_own_tokens_newest_first(tokens: TokenRepository) -> None:
    first, second = tokens.add(BOT, "1"), tokens.add(replace(BOT, scope=Scope.READ), "2")
    bobs = tokens.add(replace(BOT, account_id=BOB), "3")
    assert tokens.of(ALICE) == [second, first]
    assert tokens.of(BOB) == [bobs]


def test_the_last_use_is_kept(tokens: TokenRepository) -> None:
    used, unused = tokens.add(BOT, "1"), tokens.add(BOT, "2")
    tokens.used(used.id, NOON + timedelta(days=1))
    tokens.used(used.id + 100, NOON)
    assert tokens.find("1") == replace(used, last_used_at=NOON + timedelta(days=1))
    assert tokens.find("2") == unused


def test_an_ended_token_is_gone_and_the_others_stay(tokens: TokenRepository) -> None:
    ended, other = tokens.add(BOT, "1"), tokens.add(BOT, "2")
    tokens.end(ended.id)
    tokens.end(ended.id)
    assert tokens.find("1") is None
    assert tokens.of(ALICE) == [other]


def test_the_number_of_a_token_is_never_given_twice(tokens: TokenRepository) -> None:
    """A form that is still open would revoke the wrong one."""
    first = tokens.add(BOT, "1")
    tokens.end(first.id)
    assert tokens.add(BOT, "2").id != first.id


def test_tokens_end_with_their_account(store: AccountStore) -> None:
    store.tokens.add(BOT, "1")
    bobs = store.tokens.add(replace(BOT, account_id=BOB), "2")
    store.accounts.remove(ALICE)
    assert store.tokens.find("1") is None
    assert store.tokens.find("2") == bobs


def test_tokens_open_nothing_while_their_account_is_disabled(store: AccountStore) -> None:
    alices = store.tokens.add(BOT, "1")
    bobs = store.tokens.add(replace(BOT, account_id=BOB), "2")
    store.accounts.disable(ALICE, NOON)
    assert store.tokens.find("1") is None
    assert store.tokens.find("2") == bobs
    store.accounts.disable(ALICE, None)
    assert store.tokens.find("1") == alices
