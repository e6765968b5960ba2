"""What invitations ask of storage, asked of memory, SQLite and PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from felchat.accounts.domain import EmailTaken, NoSuchAccount, Registration, UsernameTaken
from felchat.accounts.invitation import Invitation, NewInvitation, NotInvited
from tests.contract.account_stores import NOBODY, with_alice_and_bob
from tests.contract.account_stores import AccountStore as Store

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TOMORROW = NOON + timedelta(days=1)
ALICE, BOB = 1, 2
ONE = NewInvitation(None, 1, NOON, TOMORROW)
ALICES = replace(ONE, maker=ALICE)
CAROL = Registration("carol", "carol", "c@x.org", "c@x.org", "hash", NOON, "carol")


@pytest.fixture
def store(kept: Store) -> Store:
    """alice may invite, and bob may not."""
    with_alice_and_bob(kept).invitations.allow(ALICE, True)
    return kept


def test_an_invitation_is_kept_and_opens_by_its_hash_alone(store: Store) -> None:
    kept = store.invitations.add(ALICES, "hash")
    assert kept == Invitation(kept.id, ALICE, 1, NOON, TOMORROW)
    assert store.invitations.of(ALICE) == [kept]
    assert store.invitations.of(BOB) == []
    assert store.invitations.opens("hash", NOON)
    assert not store.invitations.opens("another", NOON)
    assert not store.invitations.opens("", NOON)


def test_all_are_listed_newest_first(store: Store) -> None:
    first, second = store.invitations.add(ALICES, "1"), store.invitations.add(ONE, "2")
    assert store.invitations.all() == [second, first]


def test_whoever_is_let_in_takes_one_use(store: Store) -> None:
    store.invitations.add(replace(ONE, uses=2), "hash")
    carol = store.invitations.admit(CAROL, "hash")
    assert store.accounts.get(carol.id) == carol
    assert uses_left(store) == [1]


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (replace(CAROL, username_key="bob"), UsernameTaken),
        (replace(CAROL, skeleton="bob"), UsernameTaken),
        (replace(CAROL, email_key="bob"), EmailTaken),
    ],
)
def test_who_cannot_be_kept_takes_no_use(store: Store, wish: Registration, refusal: type[Exception]) -> None:
    store.invitations.add(ONE, "hash")
    with pytest.raises(refusal):
        store.invitations.admit(wish, "hash")
    assert uses_left(store) == [1]
    assert store.invitations.admit(CAROL, "hash")


def test_a_used_invitation_lets_nobody_in(store: Store) -> None:
    store.invitations.add(ONE, "hash")
    store.invitations.admit(CAROL, "hash")
    refused(store)


def test_an_expired_invitation_lets_nobody_in(store: Store) -> None:
    store.invitations.add(ONE, "hash")
    refused(store, at=TOMORROW)
    assert uses_left(store) == [1]


def test_what_has_expired_is_forgotten_when_another_is_made(store: Store) -> None:
    store.invitations.add(ONE, "1")
    store.invitations.add(replace(ONE, expires_at=TOMORROW + timedelta(days=1)), "2")
    late = replace(ONE, made_at=TOMORROW, expires_at=TOMORROW + timedelta(days=2))
    third = store.invitations.add(late, "3")
    assert [each.id for each in store.invitations.all()] == [third.id, third.id - 1]


ENDS: list[Callable[[Store], object]] = [
    lambda store: store.invitations.end(store.invitations.of(ALICE)[0].id),
    lambda store: store.accounts.remove(ALICE),
    lambda store: store.accounts.disable(ALICE, NOON),
    lambda store: store.invitations.allow(ALICE, False),
]


@pytest.mark.parametrize("end", ENDS, ids=["revoked", "removed", "disabled", "forbidden"])
def test_an_invitation_ends_and_the_others_last(store: Store, end: Callable[[Store], object]) -> None:
    store.invitations.add(ALICES, "hash")
    store.invitations.add(ONE, "the operator's")
    end(store)
    refused(store)
    assert store.invitations.admit(CAROL, "the operator's")


def test_invitations_go_with_their_makers_account(store: Store) -> None:
    store.invitations.add(ALICES, "hash")
    store.accounts.remove(ALICE)
    assert store.invitations.all() == []
    assert not store.invitations.may_invite(ALICE)


def test_only_whom_the_operator_allows_may_invite(store: Store) -> None:
    assert (store.invitations.may_invite(ALICE), store.invitations.may_invite(BOB)) == (True, False)
    store.invitations.allow(ALICE, True)
    store.invitations.allow(ALICE, False)
    store.invitations.allow(BOB, False)
    assert not store.invitations.may_invite(ALICE)
    for nobody in NOBODY:
        with pytest.raises(NoSuchAccount):
            store.invitations.allow(nobody, True)
        store.invitations.end(nobody)


@pytest.mark.parametrize("uses", [1, 3])
def test_of_many_who_come_at_once_as_many_are_let_in_as_there_are_uses(store: Store, uses: int) -> None:
    store.invitations.add(replace(ONE, uses=uses), "hash")
    together = Barrier(8)

    def is_let_in(number: int) -> bool:
        wish = replace(CAROL, username_key=f"c{number}", skeleton=f"c{number}", email_key=f"{number}@x.org")
        together.wait()
        with suppress(NotInvited):
            return bool(store.invitations.admit(wish, "hash"))
        return False

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(is_let_in, range(8))) == uses
    assert store.accounts.count("") == 2 + uses
    assert uses_left(store) == [0]


def uses_left(store: Store) -> list[int]:
    return [each.uses_left for each in store.invitations.all()]


def refused(store: Store, at: datetime = NOON) -> None:
    """Nobody is let in by "hash", and no account is left behind."""
    before = store.accounts.count("")
    assert not store.invitations.opens("hash", at)
    mallory = replace(CAROL, username_key="m", email_key="m", skeleton="m", registered_at=at)
    with pytest.raises(NotInvited):
        store.invitations.admit(mallory, "hash")
    assert store.accounts.count("") == before
