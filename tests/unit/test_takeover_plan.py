"""Who of a FelchatV2 comes in here, and under which name."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from felchat.takeover.domain import OldFelchat, OldUser, Plan, Present, Remark
from felchat.takeover.planning import plan

THEN = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HASH = "$2b$12$" + "a" * 53
ALICE = OldUser(1, "alice", "alice@example.org", HASH, THEN)
BOB = OldUser(2, "bob", "bob@example.org", HASH, THEN)
NOBODY = Present(frozenset(), frozenset(), {})


def planned(*users: OldUser, blocks: tuple[tuple[int, int], ...] = (), present: Present = NOBODY) -> Plan:
    return plan(OldFelchat(users, blocks), present, NOW)


def names(plan: Plan) -> list[str]:
    return [each.registration.username for each in plan.newcomers]


def remarks(plan: Plan) -> list[tuple[Remark, ...]]:
    return [each.remarks for each in plan.newcomers]


def test_who_can_stay_as_they_are_do() -> None:
    done = planned(ALICE, BOB)
    assert names(done) == ["alice", "bob"]
    assert remarks(done) == [(), ()]
    assert [each.registration.email for each in done.newcomers] == [ALICE.email, BOB.email]
    assert {each.registration.registered_at for each in done.newcomers} == {THEN}


def test_a_name_that_is_not_valid_is_remarked_on() -> None:
    assert remarks(planned(replace(ALICE, username="alice smith"))) == [(Remark.NAME_NOT_VALID,)]


def test_names_that_differ_in_capitals_only_are_told_apart() -> None:
    done = planned(ALICE, replace(BOB, username="Alice"))
    assert names(done) == ["alice", "Alice-2"]
    assert remarks(done) == [(), (Remark.NAME_TAKEN,)]


@pytest.mark.parametrize("name", ["al\u0456ce", "a1ice"], ids=ascii)
def test_a_name_that_looks_like_anothers_is_told_apart(name: str) -> None:
    done = planned(replace(BOB, username=name), replace(ALICE, id=7))
    assert names(done) == [name, "alice-2"]
    assert remarks(done)[1] == (Remark.NAME_TAKEN,)
    here = Present(frozenset(), frozenset(), {}, frozenset({"allce"}))
    assert names(planned(ALICE, present=here)) == ["alice-2"]


def test_a_name_of_two_alphabets_is_kept() -> None:
    assert names(planned(replace(ALICE, username="Вася_Pupkin"))) == ["Вася_Pupkin"]


def test_whose_name_is_valid_keeps_it_before_who_must_be_renamed() -> None:
    done = planned(replace(ALICE, username="bob!"), replace(BOB, username="bob_"))
    assert names(done) == ["bob_-2", "bob_"]


def test_a_long_name_that_is_taken_gives_way_to_its_number() -> None:
    long = "x" * 32
    crowd = [replace(ALICE, id=number, username=long, email=f"{number}@x.org") for number in range(1, 12)]
    assert names(planned(*crowd))[-1] == "x" * 29 + "-11"


def test_somebody_who_is_here_already_keeps_name_and_address() -> None:
    present = Present(frozenset({"alice"}), frozenset({"alice@example.org"}), {})
    (newcomer,) = planned(ALICE, present=present).newcomers
    assert newcomer.registration.username == "alice-2"
    assert newcomer.registration.email == "felchatv2-1@replaced.invalid"
    assert newcomer.remarks == (Remark.NAME_TAKEN, Remark.EMAIL_TAKEN)


def test_an_address_that_two_have_stays_with_the_older_account() -> None:
    done = planned(ALICE, replace(BOB, email="ALICE@example.org"))
    assert [each.registration.email for each in done.newcomers] == [
        "alice@example.org",
        "felchatv2-2@replaced.invalid",
    ]


@pytest.mark.parametrize("address", ["", "nowhere", "a@b@c", "\x1b@x.org", "x" * 2000])
def test_an_address_that_is_none_is_replaced(address: str) -> None:
    (newcomer,) = planned(replace(ALICE, email=address)).newcomers
    assert newcomer.registration.email == "felchatv2-1@replaced.invalid"
    assert newcomer.remarks == (Remark.EMAIL_NOT_VALID,)


@pytest.mark.parametrize("hashed", ["", "plain text", "$2b$12$short", "$2b$31$" + "a" * 53, "$1$x$y"])
def test_a_hash_that_is_none_or_too_dear_is_remarked_on(hashed: str) -> None:
    assert remarks(planned(replace(ALICE, password_hash=hashed))) == [(Remark.NO_PASSWORD,)]


def test_who_came_before_does_not_come_again_whatever_they_are_called_now() -> None:
    present = Present(frozenset({"alicia"}), frozenset(), {ALICE.origin: 5})
    done = planned(ALICE, BOB, present=present)
    assert names(done) == ["bob"]
    assert done.known == 1


def test_who_left_does_not_come_again_and_is_not_blocked() -> None:
    done = planned(ALICE, BOB, blocks=((2, 1),), present=replace(NOBODY, origins={ALICE.origin: None}))
    assert (names(done), done.blocks) == (["bob"], [])


def test_blocks_come_along_once_and_only_those_between_two() -> None:
    done = planned(ALICE, BOB, blocks=((1, 2), (1, 2), (2, 2), (1, 99)))
    assert done.blocks == [(ALICE.origin, BOB.origin)]


def test_a_block_between_two_who_came_before_is_theirs_to_decide() -> None:
    carol = OldUser(3, "carol", "carol@example.org", HASH, THEN)
    present = replace(NOBODY, origins={ALICE.origin: 5, BOB.origin: 6})
    done = planned(ALICE, BOB, carol, blocks=((1, 2), (3, 1)), present=present)
    assert done.blocks == [(carol.origin, ALICE.origin)]


def test_the_same_database_gives_the_same_plan_however_it_is_read() -> None:
    users = (replace(ALICE, username="bob!"), BOB, replace(BOB, id=3, username="Bob"))
    assert planned(*users) == planned(*reversed(users))


def test_who_never_got_a_date_came_now() -> None:
    (newcomer,) = planned(replace(ALICE, created_at=None)).newcomers
    assert newcomer.registration.registered_at == NOW
