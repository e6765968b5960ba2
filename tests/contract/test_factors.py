"""What second factors ask of storage, asked of memory, SQLite and PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from felchat.accounts.factor import PAUSE, TRIES, Factor
from felchat.accounts.factor_repository import FactorRepository
from tests.contract.account_stores import AccountStore, with_alice_and_bob

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ALICE, BOB = 1, 2
FACTOR = Factor("salt", NOON, 1000, codes_left=2)
CODES = ["first", "second"]


@pytest.fixture
def store(kept: AccountStore) -> AccountStore:
    return with_alice_and_bob(kept)


@pytest.fixture
def factors(store: AccountStore) -> FactorRepository:
    return store.factors


def at_once(act: Callable[[], bool], times: int = 8) -> int:
    """How many of them had their way."""
    with ThreadPoolExecutor(times) as threads:
        return sum(threads.map(lambda _: act(), range(times)))


def test_an_account_has_one_factor_until_it_is_taken_away(factors: FactorRepository) -> None:
    assert factors.of(ALICE) is None
    assert factors.add(ALICE, FACTOR, CODES)
    assert not factors.add(ALICE, replace(FACTOR, salt="another"), ["third"])
    assert factors.of(ALICE) == FACTOR
    assert factors.of(BOB) is None
    assert factors.remove(ALICE)
    assert not factors.remove(ALICE)
    assert factors.of(ALICE) is None


def test_of_two_that_come_at_once_one_is_the_factor(factors: FactorRepository) -> None:
    assert at_once(lambda: factors.add(ALICE, FACTOR, CODES), times=4) == 1
    assert factors.of(ALICE) == FACTOR


def test_a_step_is_accepted_once_and_none_before_it(factors: FactorRepository) -> None:
    """A code that was overheard is worth nothing: RFC 6238, 5.2, and OWASP ASVS 5.0, 6.5.1."""
    factors.add(ALICE, FACTOR, CODES)
    accepted = [factors.accept(ALICE, step) for step in (1000, 999, 1001, 1001, 1000, 1003, 1002)]
    assert accepted == [False, False, True, False, False, True, False]
    assert not factors.accept(BOB, 1004)


def test_of_eight_that_bring_the_same_code_at_once_one_is_let_in(factors: FactorRepository) -> None:
    factors.add(ALICE, FACTOR, CODES)
    assert at_once(lambda: factors.accept(ALICE, 1001)) == 1


def test_a_recovery_code_is_there_once_and_for_its_owner(factors: FactorRepository) -> None:
    factors.add(ALICE, FACTOR, CODES)
    factors.add(BOB, FACTOR, ["first"])
    assert not factors.spend(ALICE, "third")
    assert [factors.spend(ALICE, "first") for _ in range(2)] == [True, False]
    assert factors.of(ALICE) == replace(FACTOR, codes_left=1)
    assert factors.of(BOB) == replace(FACTOR, codes_left=1)


def test_of_eight_that_bring_the_same_recovery_code_at_once_one_is_let_in(factors: FactorRepository) -> None:
    factors.add(ALICE, FACTOR, CODES)
    assert at_once(lambda: factors.spend(ALICE, "first")) == 1


def test_other_codes_take_the_place_of_those_there_are(factors: FactorRepository) -> None:
    assert not factors.replace_codes(ALICE, ["third"])
    factors.add(ALICE, FACTOR, CODES)
    assert factors.replace_codes(ALICE, ["third"])
    assert [factors.spend(ALICE, code) for code in ("first", "third")] == [False, True]


def test_after_so_many_wrong_ones_there_is_one_try_in_each_pause(factors: FactorRepository) -> None:
    factors.add(ALICE, FACTOR, CODES)
    factors.add(BOB, FACTOR, CODES)
    assert at_once(lambda: factors.count_try(ALICE, NOON), times=TRIES + 3) == TRIES
    assert factors.count_try(BOB, NOON)
    almost = NOON + PAUSE - timedelta(seconds=1)
    assert [factors.count_try(ALICE, at) for at in (almost, NOON + PAUSE, NOON + PAUSE)] == [
        False,
        True,
        False,
    ]


def test_a_code_that_is_right_gives_all_tries_back(factors: FactorRepository) -> None:
    factors.add(ALICE, FACTOR, CODES)
    tried = [factors.count_try(ALICE, NOON) for _ in range(TRIES + 1)]
    factors.accept(ALICE, 1001)
    assert tried == [True] * TRIES + [False]
    assert factors.count_try(ALICE, NOON)


def test_a_factor_ends_with_its_account(store: AccountStore) -> None:
    store.factors.add(ALICE, FACTOR, CODES)
    store.factors.add(BOB, FACTOR, CODES)
    store.accounts.remove(ALICE)
    assert store.factors.of(ALICE) is None
    assert not store.factors.spend(ALICE, "first")
    assert not store.factors.accept(ALICE, 1001)
    assert store.factors.of(BOB) == FACTOR
