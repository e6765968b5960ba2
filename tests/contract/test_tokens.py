"""What personal tokens ask of storage, asked of memory, SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from felchat import database
from felchat.accounts.api_token import ApiToken, NewToken, Scope
from felchat.accounts.domain import Registration
from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.accounts.in_sql import SqlAccountRepository
from felchat.accounts.repositories import AccountRepository
from felchat.accounts.token_repository import TokenRepository
from felchat.accounts.tokens_in_memory import InMemoryTokenRepository
from felchat.accounts.tokens_in_sql import SqlTokenRepository

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ALICE, BOB = 1, 2
BOT = NewToken(ALICE, "a bot", Scope.WRITE, NOON)


@dataclass
class Store:
    """The tokens and the accounts on one storage, in which alice and bob are registered."""

    accounts: AccountRepository
    tokens: TokenRepository

    def __post_init__(self) -> None:
        for name in ("alice", "bob"):
            self.accounts.add(Registration(name, name, name, name, "hash", NOON))


@contextmanager
def in_sql(url: str) -> Iterator[Store]:
    engine = create_engine(url)
    database.Base.metadata.create_all(engine)
    transaction = database.transactions(engine)
    yield Store(SqlAccountRepository(transaction), SqlTokenRepository(transaction))
    engine.dispose()


@pytest.fixture
def in_memory() -> Store:
    accounts = InMemoryAccountRepository()
    return Store(accounts, InMemoryTokenRepository(accounts))


@pytest.fixture
def in_sqlite(tmp_path: Path) -> Iterator[Store]:
    with in_sql(f"sqlite:///{tmp_path}/felchat.db") as store:
        yield store


@pytest.fixture
def in_postgres(database_url: str) -> Iterator[Store]:
    with in_sql(database_url) as store:
        yield store


@pytest.fixture(params=["in_memory", "in_sqlite", "in_postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def tokens(store: Store) -> TokenRepository:
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


def test_tokens_end_with_their_account(store: Store) -> None:
    store.tokens.add(BOT, "1")
    bobs = store.tokens.add(replace(BOT, account_id=BOB), "2")
    store.accounts.remove(ALICE)
    assert store.tokens.find("1") is None
    assert store.tokens.find("2") == bobs


def test_tokens_open_nothing_while_their_account_is_disabled(store: Store) -> None:
    alices = store.tokens.add(BOT, "1")
    bobs = store.tokens.add(replace(BOT, account_id=BOB), "2")
    store.accounts.disable(ALICE, NOON)
    assert store.tokens.find("1") is None
    assert store.tokens.find("2") == bobs
    store.accounts.disable(ALICE, None)
    assert store.tokens.find("1") == alices
