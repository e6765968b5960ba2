"""What accounts, sessions and the directory ask of storage, asked of memory, SQLite and PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import create_engine

from felchat import database
from felchat.accounts.domain import EmailTaken, Registration, UsernameTaken, Viewer, username_key
from felchat.accounts.in_memory import InMemoryAccountRepository, InMemorySessionRepository
from felchat.accounts.in_sql import SqlAccountRepository, SqlSessionRepository
from felchat.accounts.repositories import AccountRepository, SessionRepository
from felchat.domain import StorageAway
from felchat.people.blocks_in_sql import SqlBlockRepository
from felchat.people.domain import NoSuchPerson, Person
from felchat.people.in_memory import InMemoryBlockRepository, InMemoryPersonRepository
from felchat.people.in_sql import SqlPersonRepository
from felchat.people.repositories import BlockRepository, PersonRepository

ALICE = Registration(
    username="Alice",
    username_key="alice",
    email="Alice@example.org",
    email_key="alice@example.org",
    password_hash="hash",
    registered_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
)
BOB = replace(ALICE, username="bob", username_key="bob", email="b@example.org", email_key="b@example.org")


@dataclass
class Store:
    """The repositories on one storage."""

    accounts: AccountRepository
    sessions: SessionRepository
    people: PersonRepository
    blocks: BlockRepository


@pytest.fixture
def in_memory() -> Store:
    accounts = InMemoryAccountRepository()
    people = InMemoryPersonRepository(accounts)
    return Store(accounts, InMemorySessionRepository(accounts), people, InMemoryBlockRepository(people))


@pytest.fixture
def in_sqlite(tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path}/felchat.db"
    with in_sql(url) as store:
        yield store


@pytest.fixture
def in_postgres(database_url: str) -> Iterator[Store]:
    with in_sql(database_url) as store:
        yield store


class in_sql:  # noqa: N801 - reads as the fixtures do
    """The repositories on a database, whose tables are made unless they are there."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url)

    def __enter__(self) -> Store:
        database.Base.metadata.create_all(self._engine)
        transaction = database.transactions(self._engine)
        return Store(
            SqlAccountRepository(transaction),
            SqlSessionRepository(transaction),
            SqlPersonRepository(transaction),
            SqlBlockRepository(transaction),
        )

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()


@pytest.fixture(params=["in_memory", "in_sqlite", "in_postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(request.param)
    return found


def test_an_account_is_kept_and_found_by_its_key(store: Store) -> None:
    kept = store.accounts.add(ALICE)
    assert store.accounts.find_by_username("alice") == kept
    assert (kept.username, kept.email, kept.password_hash) == ("Alice", "Alice@example.org", "hash")
    assert kept.registered_at == ALICE.registered_at
    assert store.accounts.find_by_username("Alice") is None


def test_a_username_is_taken_once(store: Store) -> None:
    store.accounts.add(ALICE)
    with pytest.raises(UsernameTaken):
        store.accounts.add(replace(BOB, username_key="alice"))
    assert store.accounts.is_username_taken("alice")
    assert not store.accounts.is_username_taken("bob")


def test_an_email_address_is_taken_once(store: Store) -> None:
    store.accounts.add(ALICE)
    with pytest.raises(EmailTaken):
        store.accounts.add(replace(BOB, email_key="alice@example.org"))
    assert store.accounts.is_email_taken("alice@example.org")
    assert not store.accounts.is_email_taken("b@example.org")


def test_of_many_who_want_one_name_at_once_one_gets_it(store: Store) -> None:
    refused: list[UsernameTaken] = []

    def register(number: int) -> None:
        wish = replace(ALICE, email_key=f"{number}@example.org")
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


def test_a_session_names_its_viewer_until_it_ends(store: Store) -> None:
    alice = store.accounts.add(ALICE)
    viewer = store.sessions.open(alice.id, "token hash")
    assert viewer == Viewer(alice.id, "Alice", viewer.session_id)
    assert store.sessions.find("token hash") == viewer
    store.sessions.end(viewer.session_id)
    store.sessions.end(viewer.session_id)
    assert store.sessions.find("token hash") is None


def test_ending_one_session_leaves_the_others(store: Store) -> None:
    alice, bob = store.accounts.add(ALICE), store.accounts.add(BOB)
    phone = store.sessions.open(alice.id, "phone")
    laptop = store.sessions.open(alice.id, "laptop")
    bobs = store.sessions.open(bob.id, "bob's")
    store.sessions.end(phone.session_id)
    assert store.sessions.find("laptop") == laptop
    assert store.sessions.find("bob's") == bobs


def test_a_session_number_is_never_given_twice(store: Store) -> None:
    alice = store.accounts.add(ALICE)
    first = store.sessions.open(alice.id, "first")
    store.sessions.end(first.session_id)
    assert store.sessions.open(alice.id, "second").session_id != first.session_id


def test_people_are_paged_newest_first(store: Store) -> None:
    alice, bob = store.accounts.add(ALICE), store.accounts.add(BOB)
    carol = store.accounts.add(replace(ALICE, username="carol", username_key="carol", email_key="c@x.org"))
    assert store.people.newest(None, [bob.id], 10) == [Person(carol.id, "carol"), Person(alice.id, "Alice")]
    assert store.people.newest(None, [], 1) == [Person(carol.id, "carol")]
    assert store.people.newest(carol.id, [], 1) == [Person(bob.id, "bob")]
    assert store.people.newest(alice.id, [], 1) == []


def test_people_are_found_by_how_their_name_begins_in_any_script(store: Store) -> None:
    for number, name in enumerate(["Жанна", "жук", "Zoë", "zo", "z_", "Zz%", "bob"]):
        key = username_key(name)
        store.accounts.add(replace(ALICE, username=name, username_key=key, email_key=str(number)))

    def named(prefix: str, after: str = "", limit: int = 10) -> list[str]:
        return [each.username for each in store.people.named(username_key(prefix), after, [], limit)]

    assert named("Ж") == ["Жанна", "жук"]
    assert named("zo") == ["zo", "Zoë"]
    assert named("z_") == ["z_"]
    assert named("%") == named("жж") == []
    assert named("z", limit=2) == ["z_", "zo"]
    assert named("z", after="zo") == ["Zoë", "Zz%"]


def test_some_people_come_in_the_order_asked_for(store: Store) -> None:
    alice, bob = store.accounts.add(ALICE), store.accounts.add(BOB)
    assert store.people.these([bob.id, 99, alice.id]) == [Person(bob.id, "bob"), Person(alice.id, "Alice")]
    assert store.people.these([]) == []


@pytest.mark.parametrize("number", [0, -1, 7, 2**31, 2**63, 10**30])
def test_nobody_has_a_number_that_was_never_given(store: Store, number: int) -> None:
    alice = store.accounts.add(ALICE)
    assert store.people.get(alice.id) == Person(alice.id, "Alice")
    with pytest.raises(NoSuchPerson):
        store.people.get(number)


def test_a_block_is_kept_once_and_is_each_persons_own(store: Store) -> None:
    alice, bob = store.accounts.add(ALICE).id, store.accounts.add(BOB).id
    carol = store.accounts.add(replace(ALICE, username_key="carol", email_key="c@x.org")).id
    for _ in range(2):
        store.blocks.add(alice, bob)
    assert store.blocks.blockers(alice, bob) == store.blocks.blockers(bob, alice) == {alice}
    assert store.blocks.blockers(alice, carol) == frozenset()
    store.blocks.add(bob, alice)
    store.blocks.add(carol, bob)
    assert store.blocks.around(alice, [bob, carol]) == {bob: {alice, bob}}
    assert store.blocks.around(bob, [alice, carol]) == {alice: {alice, bob}, carol: {carol}}
    assert (store.blocks.blocked_by(bob), store.blocks.blocked_by(carol)) == ([alice], [bob])
    for _ in range(2):
        store.blocks.remove(alice, bob)
    assert store.blocks.blockers(alice, bob) == {bob}


def test_nobody_can_block_a_person_who_is_not_there(store: Store) -> None:
    alice = store.accounts.add(ALICE).id
    with pytest.raises(NoSuchPerson):
        store.blocks.add(alice, alice + 7)


def test_a_database_that_is_not_there_is_away_and_no_traceback() -> None:
    engine = create_engine("postgresql+psycopg2://felchat@/felchat?host=/nowhere")
    with pytest.raises(StorageAway, match="database"):
        database.answers(database.transactions(engine))
