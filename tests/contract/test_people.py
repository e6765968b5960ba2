"""What the directory and the blocks ask of storage, asked of memory, SQLite and PostgreSQL."""

from dataclasses import replace

import pytest

from felchat.accounts.preferences import Preferences
from felchat.accounts.rules import username_key
from felchat.people.domain import NoSuchPerson, Person, Terms
from tests.contract.account_stores import ALICE, BOB, NOBODY, AccountStore


@pytest.fixture
def store(kept: AccountStore) -> AccountStore:
    return kept


def test_people_are_paged_newest_first(store: AccountStore) -> None:
    alice, bob = store.accounts.add(ALICE), store.accounts.add(BOB)
    carol = store.accounts.add(replace(ALICE, username="carol", username_key="carol", email_key="c@x.org"))
    assert store.people.newest(None, [bob.id], 10) == [Person(carol.id, "carol"), Person(alice.id, "Alice")]
    assert store.people.newest(None, [], 1) == [Person(carol.id, "carol")]
    assert store.people.newest(carol.id, [], 1) == [Person(bob.id, "bob")]
    assert store.people.newest(alice.id, [], 1) == []


def test_people_are_found_by_how_their_name_begins_in_any_script(store: AccountStore) -> None:
    for number, name in enumerate(["Жанна", "жук", "Zoë", "zo", "z_", "Zz%", "bob"]):
        key = username_key(name)
        store.accounts.add(replace(ALICE, username=name, username_key=key, email_key=str(number)))

    def named(prefix: str, after: str = "", limit: int = 10) -> list[str]:
        return [each.username for each in store.people.named(username_key(prefix), after, [], limit)]

    assert named("Ж") == ["Жанна", "жук"]
    assert named("zo") == ["zo", "Zoë"]
    assert named("z_") == ["z_"]
    assert named("%") == named("жж") == []
    assert named("z\0") == []
    assert named("z", after="zo\0x") == ["Zoë", "Zz%"]
    assert named("z", limit=2) == ["z_", "zo"]
    assert named("z", after="zo") == ["Zoë", "Zz%"]


def test_some_people_come_in_the_order_asked_for(store: AccountStore) -> None:
    alice, bob = store.accounts.add(ALICE), store.accounts.add(BOB)
    assert store.people.these([bob.id, 99, alice.id]) == [Person(bob.id, "bob"), Person(alice.id, "Alice")]
    assert store.people.these([]) == []


@pytest.mark.parametrize("number", NOBODY)
def test_nobody_has_a_number_that_was_never_given(store: AccountStore, number: int) -> None:
    alice = store.accounts.add(ALICE)
    assert store.people.get(alice.id) == Person(alice.id, "Alice")
    with pytest.raises(NoSuchPerson):
        store.people.get(number)


def test_a_block_is_kept_once_and_is_each_persons_own(store: AccountStore) -> None:
    alice, bob = store.accounts.add(ALICE).id, store.accounts.add(BOB).id
    carol = store.accounts.add(replace(ALICE, username_key="carol", email_key="c@x.org")).id
    for _ in range(2):
        store.blocks.add(alice, bob)
    assert store.blocks.terms(alice, bob).blockers == store.blocks.terms(bob, alice).blockers == {alice}
    assert store.blocks.terms(alice, carol).blockers == frozenset()
    store.blocks.add(bob, alice)
    store.blocks.add(carol, bob)
    assert store.blocks.around(alice, [bob, carol]) == {bob: blocked_by(alice, bob), carol: Terms()}
    assert store.blocks.around(bob, [alice, carol]) == {
        alice: blocked_by(alice, bob),
        carol: blocked_by(carol),
    }
    assert (store.blocks.blocked_by(bob), store.blocks.blocked_by(carol)) == ([alice], [bob])
    for _ in range(2):
        store.blocks.remove(alice, bob)
    assert store.blocks.terms(alice, bob).blockers == {bob}
    assert store.blocks.terms(bob, alice) == blocked_by(bob)


def blocked_by(*blockers: int) -> Terms:
    """While there is a block nothing is shown."""
    return Terms(frozenset(blockers), presence=False, typing=False, reading=False)


@pytest.mark.parametrize(
    ("what", "without"),
    [
        ("presence", Terms(presence=False)),
        ("typing", Terms(typing=False)),
        ("reading", Terms(reading=False)),
    ],
)
def test_what_one_does_not_show_neither_sees_and_the_others_do(
    store: AccountStore, what: str, without: Terms
) -> None:
    alice, bob = store.accounts.add(ALICE).id, store.accounts.add(BOB).id
    carol = store.accounts.add(replace(ALICE, username_key="carol", email_key="c@x.org")).id
    assert store.blocks.terms(alice, bob) == Terms()
    store.accounts.prefer(bob, Preferences(language="ru").but({f"shows_{what}": "off"}))
    assert store.blocks.terms(alice, bob) == store.blocks.terms(bob, alice) == without
    assert store.blocks.around(alice, [bob, carol]) == {bob: without, carol: Terms()}
    assert store.blocks.around(bob, [alice, carol]) == {alice: without, carol: without}


@pytest.mark.parametrize("leave", ["remove", "disable"])
def test_nothing_is_between_a_person_and_nobody(store: AccountStore, leave: str) -> None:
    alice, bob = store.accounts.add(ALICE).id, store.accounts.add(BOB).id
    store.blocks.add(alice, bob)
    if leave == "remove":
        store.accounts.remove(bob)
    else:
        store.accounts.disable(bob, ALICE.registered_at)
    for pair in ((alice, bob), (bob, alice)):
        with pytest.raises(NoSuchPerson):
            store.blocks.terms(*pair)
        assert store.blocks.around(*pair[:1], pair[1:]) == {}


def test_nobody_can_block_a_person_who_is_not_there(store: AccountStore) -> None:
    alice = store.accounts.add(ALICE).id
    with pytest.raises(NoSuchPerson):
        store.blocks.add(alice, alice + 7)


def test_who_is_disabled_is_nowhere_to_be_found_until_enabled(store: AccountStore) -> None:
    alice = store.accounts.add(ALICE)
    store.accounts.disable(alice.id, ALICE.registered_at)
    assert store.people.newest(None, [], 10) == store.people.these([alice.id]) == []
    assert store.people.named("al", "", [], 10) == []
    with pytest.raises(NoSuchPerson):
        store.people.get(alice.id)
    store.accounts.disable(alice.id, None)
    assert store.people.get(alice.id) == Person(alice.id, "Alice")
