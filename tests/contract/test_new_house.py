"""Where people of a FelchatV2 come in: in memory, in SQLite and in PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from felchat import database
from felchat.accounts.domain import Registration
from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.accounts.in_sql import SqlAccountRepository
from felchat.accounts.repositories import AccountRepository
from felchat.people.blocks_in_sql import SqlBlockRepository
from felchat.people.in_memory import InMemoryBlockRepository, InMemoryPersonRepository
from felchat.people.repositories import BlockRepository
from felchat.takeover.domain import TakenMeanwhile
from felchat.takeover.in_memory import InMemoryNewHouse
from felchat.takeover.in_sql import SqlNewHouse
from felchat.takeover.repositories import NewHouse

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ALICE = Registration("alice", "alice", "alice@example.org", "alice@example.org", "hash", NOON, "allce")
BOB = Registration("bob", "bob", "bob@example.org", "bob@example.org", "hash", NOON, "bob")


@dataclass
class House:
    """Where people come in, and what is beside."""

    new_house: NewHouse
    accounts: AccountRepository
    blocks: BlockRepository


@pytest.fixture
def in_memory() -> House:
    accounts = InMemoryAccountRepository()
    blocks = InMemoryBlockRepository(InMemoryPersonRepository(accounts))
    return House(InMemoryNewHouse(accounts, blocks), accounts, blocks)


@pytest.fixture
def in_sqlite(tmp_path: Path) -> Iterator[House]:
    yield from in_sql(f"sqlite:///{tmp_path}/felchat.db")


@pytest.fixture
def in_postgres(database_url: str) -> Iterator[House]:
    yield from in_sql(database_url)


def in_sql(url: str) -> Iterator[House]:
    engine = create_engine(url)
    database.Base.metadata.create_all(engine)
    transaction = database.transactions(engine)
    yield House(SqlNewHouse(transaction), SqlAccountRepository(transaction), SqlBlockRepository(transaction))
    engine.dispose()


@pytest.fixture(params=["in_memory", "in_sqlite", "in_postgres"])
def house(request: pytest.FixtureRequest) -> House:
    found: House = request.getfixturevalue(request.param)
    return found


def test_newcomers_come_in_with_their_blocks(house: House) -> None:
    house.new_house.let_in([("old:1", ALICE), ("old:2", BOB)], [("old:2", "old:1")])
    alice, bob = house.accounts.find_by_username("alice"), house.accounts.find_by_username("bob")
    assert alice
    assert bob
    assert (alice.email, alice.password_hash, alice.registered_at) == ("alice@example.org", "hash", NOON)
    assert house.blocks.pairs() == [(bob.id, alice.id)]
    assert house.new_house.present().origins == {"old:1": alice.id, "old:2": bob.id}


def test_a_block_may_be_against_somebody_who_came_before(house: House) -> None:
    house.new_house.let_in([("old:1", ALICE)], [])
    house.new_house.let_in([("old:2", BOB)], [("old:2", "old:1")])
    assert len(house.blocks.pairs()) == 1


def test_who_is_here_is_known_by_their_keys(house: House) -> None:
    house.accounts.add(replace(ALICE, username="Alice"))
    present = house.new_house.present()
    assert (set(present.username_keys), set(present.email_keys)) == ({"alice"}, {"alice@example.org"})
    assert set(present.skeletons) == {"allce"}
    assert present.origins == {}


@pytest.mark.parametrize(
    "here",
    [
        replace(BOB, username_key="bobby", skeleton=None),
        replace(BOB, email_key="b@x.org", skeleton=None),
        replace(BOB, username="b0b", username_key="b0b", email_key="b@x.org"),
    ],
)
def test_when_one_cannot_come_in_nobody_does(house: House, here: Registration) -> None:
    house.accounts.add(here)
    with pytest.raises(TakenMeanwhile):
        house.new_house.let_in([("old:1", ALICE), ("old:2", BOB)], [("old:1", "old:2")])
    assert house.accounts.count("") == 1
    assert house.blocks.pairs() == []
    assert house.new_house.present().origins == {}


def test_nobody_comes_in_twice(house: House) -> None:
    house.new_house.let_in([("old:1", ALICE)], [])
    with pytest.raises(TakenMeanwhile):
        house.new_house.let_in([("old:1", BOB)], [])
    assert house.accounts.find_by_username("bob") is None


def test_who_left_is_remembered_as_having_left(house: House) -> None:
    house.new_house.let_in([("old:1", ALICE)], [])
    alice = house.accounts.find_by_username("alice")
    assert alice
    house.accounts.remove(alice.id)
    present = house.new_house.present()
    assert present.origins == {"old:1": None}
    assert not present.username_keys
