"""The same nonce is the same message, asked of every message store; and it is free with its message."""

from time import sleep

from felchat.chat.domain import Composed
from felchat.chat.in_redis import RedisMessageRepository
from felchat.redis_connection import connect
from tests.contract.message_stores import (
    ALICE,
    BOB,
    OTHER_TALK,
    RETENTION_MS,
    TALK,
    Blocks,
    Store,
    bodies,
    forget_all,
)


def test_the_same_nonce_of_the_same_sender_is_the_same_message(store: Store) -> None:
    first = store.messages.add(Composed(TALK, ALICE, "once", "same"))
    again = store.messages.add(Composed(TALK, ALICE, "once", "same"))
    assert (first.repeated, again.repeated) == (False, True)
    assert again.message == first.message
    assert bodies(store.messages.latest(TALK, 10)) == ["once"]


def test_only_what_nothing_else_lives_beside_is_the_first(store: Store) -> None:
    said = [
        Composed(talk, ALICE, "hello", nonce) for talk, nonce in ((TALK, "a"), (TALK, "b"), (OTHER_TALK, "a"))
    ]
    assert [store.messages.add(each).first for each in said] == [True, False, True]
    assert not store.messages.add(said[0]).first
    store.pass_ms(RETENTION_MS * 5 // 4)
    assert store.messages.add(said[1]).first


def test_a_repeated_nonce_answers_with_what_was_stored(store: Store) -> None:
    store.say("what was stored", nonce="same")
    again = store.messages.add(Composed(TALK, ALICE, "something else", "same"))
    assert again.message.body == "what was stored"


def test_a_nonce_is_the_senders_own_and_the_conversations(store: Store) -> None:
    store.say("alice's", nonce="same")
    store.say("bob's", sender=BOB, nonce="same")
    store.say("elsewhere", talk=OTHER_TALK, nonce="same")
    assert bodies(store.messages.latest(TALK, 10)) == ["alice's", "bob's"]
    assert bodies(store.messages.latest(OTHER_TALK, 10)) == ["elsewhere"]


def test_a_nonce_may_be_used_again_when_its_message_is_gone(store: Store) -> None:
    store.say("old", nonce="same")
    store.pass_ms(RETENTION_MS * 5 // 4)
    assert not store.messages.add(Composed(TALK, ALICE, "new", "same")).repeated


def test_a_nonce_is_free_with_its_message_however_long_redis_remembers_it(redis_url: str) -> None:
    """Redis forgets it a millisecond later, and later by far when the retention was shortened meanwhile."""
    client = connect(redis_url)
    forget_all(client)
    composed = Composed(TALK, ALICE, "short-lived", "same")
    RedisMessageRepository(client, 60_000, Blocks().terms).add(composed)
    sleep(0.01)
    assert not RedisMessageRepository(client, 1, Blocks().terms).add(composed).repeated
    client.close()
