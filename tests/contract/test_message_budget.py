"""What a person may say at once: a burst, and then so many a second, whomever they write to."""

from collections.abc import Iterator
from math import ceil
from typing import cast

import pytest
from redis import Redis

from felchat.chat.domain import Blocked
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.chat.redis_keys import budget_of
from felchat.limits.domain import Budget, TooMany
from felchat.redis_connection import connect
from tests.conftest import MovingClock
from tests.contract.message_stores import (
    ALICE,
    BOB,
    MALLORY,
    OTHER_TALK,
    TALK,
    Blocks,
    Store,
    bodies,
    forget_all,
)

LONG_MS = 60_000
BUDGET = Budget(burst=5, per_second=0.1)
TEN_SECONDS = 10_000


@pytest.fixture
def store_in_memory(clock: MovingClock) -> Store:
    blocks = Blocks()
    messages = InMemoryMessageRepository(InMemoryMailroom(), clock, LONG_MS, blocks.terms, BUDGET)
    return Store(messages, lambda ms: clock.forward(milliseconds=ms), blocks)


@pytest.fixture
def store_in_redis(redis_url: str) -> Iterator[Store]:
    client = connect(redis_url)
    forget_all(client)
    blocks = Blocks()
    messages = RedisMessageRepository(client, LONG_MS, blocks.terms, BUDGET)
    yield Store(messages, lambda ms: let_pass(client, ms), blocks)
    client.close()


def let_pass(client: Redis, ms: float) -> None:
    """As if that much time had passed for the budgets, whose clock is the server's own."""
    for person in (ALICE, BOB, MALLORY):
        if whole_at := cast(str | None, client.get(budget_of(person))):
            client.set(budget_of(person), str(round(float(whole_at) - ms)), keepttl=True)


@pytest.fixture(params=["store_in_memory", "store_in_redis"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(request.param)
    return found


def spend(store: Store, sender: int = ALICE) -> None:
    for each in range(BUDGET.burst):
        store.say(f"{each}", sender, nonce=f"spent-{each}")


def test_a_burst_passes_and_what_is_more_is_refused_with_the_time_to_wait(store: Store) -> None:
    spend(store)
    with pytest.raises(TooMany) as refusal:
        store.say("more")
    assert 0 < refusal.value.wait <= 10
    assert refusal.value.retry_after == ceil(refusal.value.wait)
    assert bodies(store.messages.latest(TALK, 10)) == ["0", "1", "2", "3", "4"]


def test_a_moment_later_one_passes_and_no_more(store: Store) -> None:
    spend(store)
    store.pass_ms(TEN_SECONDS)
    store.say("later")
    with pytest.raises(TooMany):
        store.say("and more")


def test_what_is_refused_costs_nothing_and_its_nonce_can_be_used(store: Store) -> None:
    spend(store)
    for _ in range(20):
        with pytest.raises(TooMany):
            store.say("again and again", nonce="mine")
    store.pass_ms(TEN_SECONDS)
    assert store.say("again and again", nonce="mine").body == "again and again"


def test_what_is_sent_again_costs_nothing(store: Store) -> None:
    kept = store.say("once", nonce="same")
    for _ in range(20):
        assert store.say("once", nonce="same") == kept
    spend_left = BUDGET.burst - 1
    for each in range(spend_left):
        store.say(str(each))
    assert store.say("once", nonce="same") == kept


def test_the_budget_is_one_for_all_conversations(store: Store) -> None:
    spend(store)
    with pytest.raises(TooMany):
        store.say("elsewhere", ALICE, OTHER_TALK)


def test_while_mallory_floods_alice_and_bob_talk_on(store: Store) -> None:
    for each in range(BUDGET.burst):
        store.say(str(each), MALLORY, OTHER_TALK)
    for _ in range(20):
        with pytest.raises(TooMany):
            store.say("flood", MALLORY, OTHER_TALK)
    store.say("hello", ALICE)
    store.say("hi", BOB)
    assert bodies(store.messages.latest(TALK, 10)) == ["hello", "hi"]


def test_a_block_is_told_rather_than_the_limit(store: Store) -> None:
    spend(store)
    with store.messages.blocks_changing(TALK):
        store.blocks.by = {BOB}
    with pytest.raises(Blocked):
        store.say("hello?")


def test_two_processes_have_one_budget(store_in_redis: Store, redis_url: str) -> None:
    other = RedisMessageRepository(connect(redis_url), LONG_MS, store_in_redis.blocks.terms, BUDGET)
    spend(store_in_redis)
    with pytest.raises(TooMany):
        Store(other, store_in_redis.pass_ms, store_in_redis.blocks).say("from another door", nonce="other")
