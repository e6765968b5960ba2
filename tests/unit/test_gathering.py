"""One question for all who want to know at once: who comes while it is asked waits for the next."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from felchat.domain import StorageAway
from felchat.gathering import Gathering
from tests.servers import wait_until


class Store:
    """Says how it is called, and answers when it may."""

    def __init__(self) -> None:
        self.asked: list[set[str]] = []
        self.may_answer = Event()
        self.may_answer.set()
        self.faults: list[Exception] = []

    def __call__(self, names: Sequence[str]) -> Mapping[str, str]:
        self.asked.append(set(names))
        assert self.may_answer.wait(10)
        if self.faults:
            raise self.faults.pop()
        return {name: name.upper() for name in names if name != "nobody"}


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def gathering(store: Store) -> Gathering[str, str]:
    return Gathering(store)


def test_who_comes_alone_is_answered_at_once(store: Store, gathering: Gathering[str, str]) -> None:
    assert gathering("alice") == "ALICE"
    assert gathering("nobody") is None
    assert gathering("alice") == "ALICE"
    assert store.asked == [{"alice"}, {"nobody"}, {"alice"}]


def test_all_who_come_meanwhile_are_asked_for_together_and_each_hears_of_theirs(
    store: Store, gathering: Gathering[str, str]
) -> None:
    answers = together(store, gathering, "alice", "bob", "mallory", "bob", "nobody")
    assert answers == ["ALICE", "BOB", "MALLORY", "BOB", None]
    assert store.asked == [{"alice"}, {"bob", "mallory", "nobody"}]


def test_nobody_is_answered_by_what_was_asked_before_they_came(
    store: Store, gathering: Gathering[str, str]
) -> None:
    assert together(store, gathering, "alice", "alice") == ["ALICE", "ALICE"]
    assert store.asked == [{"alice"}, {"alice"}]


def test_a_store_that_is_away_is_waited_for_once_and_asked_again_by_who_comes_later(
    store: Store, gathering: Gathering[str, str]
) -> None:
    store.faults = [StorageAway("database")]
    answers = together(store, gathering, "alice", "bob", "mallory")
    assert [type(each) for each in answers] == [StorageAway] * 3
    assert store.asked == [{"alice"}]
    assert gathering("bob") == "BOB"


def test_a_fault_is_told_to_who_asked_and_the_others_are_asked_for_again(
    store: Store, gathering: Gathering[str, str]
) -> None:
    store.faults = [ZeroDivisionError()]
    answers = together(store, gathering, "alice", "bob", "mallory")
    assert [type(each) for each in answers] == [ZeroDivisionError, str, str]
    assert store.asked == [{"alice"}, {"bob", "mallory"}]


def test_whose_leader_fails_are_asked_for_together_once_more(
    store: Store, gathering: Gathering[str, str]
) -> None:
    def fails_for_two(names: Sequence[str]) -> Mapping[str, str]:
        found = store(names)
        if len(store.asked) == 2:
            raise ZeroDivisionError
        return found

    gathering = Gathering(fails_for_two)
    answers = together(store, gathering, "alice", "bob", "mallory", "carol")
    assert sorted(type(each).__name__ for each in answers) == ["ZeroDivisionError", "str", "str", "str"]
    assert len(store.asked) <= 4


def together(store: Store, gathering: Gathering[str, str], first: str, *others: str) -> list[object]:
    """What each is answered, or refused; all others come while the first is asked for."""

    def answer(name: str) -> object:
        try:
            return gathering(name)
        except (StorageAway, ZeroDivisionError) as refused:
            return refused

    store.may_answer.clear()
    with ThreadPoolExecutor(1 + len(others)) as pool:
        answers = [pool.submit(answer, first)]
        wait_until(lambda: store.asked, "the first is asked for")
        answers += [pool.submit(answer, each) for each in others]
        wait_until(lambda: set(gathering._next.wanted) == set(others), "the others wait")
        store.may_answer.set()
        return [each.result(10) for each in answers]


def test_among_threads_nobody_is_left_out(store: Store, gathering: Gathering[str, str]) -> None:
    names = [f"person {each}" for each in range(40)]
    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(gathering, names * 25)) == [each.upper() for each in names * 25]
    assert len(store.asked) <= 1000
