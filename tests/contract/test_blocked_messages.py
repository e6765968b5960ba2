"""What every message store promises of blocks: none is missed, and the database is hardly ever asked."""

import pytest

from felchat.chat.domain import Blocked
from tests.contract.message_stores import ALICE, BOB, MALLORY, OTHER_TALK, TALK, Store, bodies


def test_while_either_has_blocked_the_other_neither_can_write_and_mallory_can(store: Store) -> None:
    for blocker in (ALICE, BOB):
        with store.messages.blocks_changing(TALK):
            store.blocks.by = {blocker}
        for sender in (ALICE, BOB):
            with pytest.raises(Blocked) as refusal:
                store.say("hello", sender)
            assert refusal.value.by == {blocker}
    with store.messages.blocks_changing(TALK):
        store.blocks.by = set()
    store.say("at last")
    assert bodies(store.messages.latest(TALK, 10)) == ["at last"]


def test_a_block_counts_though_the_store_knew_of_none(store: Store) -> None:
    store.say("before")
    with store.messages.blocks_changing(TALK):
        store.blocks.by = {ALICE, BOB}
    with pytest.raises(Blocked) as refusal:
        store.say("after")
    assert refusal.value.by == {ALICE, BOB}


def test_what_was_kept_before_the_block_is_answered_as_such(store: Store) -> None:
    kept = store.say("before", nonce="same")
    with store.messages.blocks_changing(TALK):
        store.blocks.by = {BOB}
    assert store.say("before", nonce="same") == kept


def test_a_block_that_comes_while_the_database_is_asked_is_not_missed(messages_in_redis: Store) -> None:
    """What the database said before is not believed, nor remembered, after it."""
    store = messages_in_redis

    def bob_blocks() -> None:
        store.blocks.meanwhile = lambda: None
        with store.messages.blocks_changing(TALK):
            store.blocks.by = {BOB}

    store.blocks.meanwhile = bob_blocks
    for _ in range(2):
        with pytest.raises(Blocked):
            store.say("too late")


def test_while_a_block_is_under_way_nothing_is_remembered(messages_in_redis: Store) -> None:
    """A process that ends before it could say that the change is done leaves nothing false behind."""
    store = messages_in_redis
    with store.messages.blocks_changing(TALK):
        store.say("still allowed")
        store.blocks.by = {ALICE}
        with pytest.raises(Blocked):
            store.say("no more")


def test_the_database_is_asked_once_for_many_messages(messages_in_redis: Store) -> None:
    for each in range(5):
        messages_in_redis.say(str(each))
    assert messages_in_redis.blocks.asked == 1


def test_a_block_between_two_leaves_other_conversations_alone(store: Store) -> None:
    with store.messages.blocks_changing(TALK):
        store.blocks.by = {BOB}
    store.say("to mallory", talk=OTHER_TALK)
    assert store.messages.latest(TALK, 10) == []
    with store.messages.blocks_changing(OTHER_TALK):
        store.blocks.by = {MALLORY}
    with pytest.raises(Blocked):
        store.say("again", talk=OTHER_TALK)
