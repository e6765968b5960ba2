"""What every message store promises, asked of each: in memory on a moving clock, in Redis on its own."""

from threading import Thread

import pytest
import redis

from felchat.chat import in_redis
from felchat.chat.domain import Composed, Conversation
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.message_id import MessageId
from felchat.redis_connection import connect
from tests.contract.message_stores import (
    ALICE,
    BOB,
    MALLORY,
    OTHER_TALK,
    RETENTION_MS,
    TALK,
    Blocks,
    Store,
    bodies,
    forget_all,
)


def test_what_was_said_is_read_in_order_by_both_and_not_by_mallory(store: Store) -> None:
    store.say("hello")
    store.say("hi", sender=BOB)
    assert bodies(store.messages.latest(TALK, 10)) == ["hello", "hi"]
    assert bodies(store.messages.latest(OTHER_TALK, 10)) == []
    assert bodies(store.messages.latest(Conversation.between(BOB, MALLORY), 10)) == []


def test_a_message_keeps_all_that_it_was(store: Store) -> None:
    said = store.say('line one\nline "two" {braces} \\ / \U0001f642 жы', nonce='no"nce}')
    assert store.messages.latest(TALK, 1) == [said]
    assert (said.conversation, said.sender, said.nonce) == (TALK, ALICE, 'no"nce}')


def test_ids_rise_however_quickly_messages_follow(store: Store) -> None:
    ids = [store.say(str(each)).id for each in range(50)]
    assert ids == sorted(set(ids))


def test_the_time_is_the_stores_own(store: Store) -> None:
    said = store.say("now")
    store.messages.latest(TALK, 1)
    assert 0 <= store.messages.now() * 1000 - said.id.ms < 2000


def test_the_time_is_that_of_redis_whatever_the_clock_of_the_process_says(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_redis, "time", lambda: 0.0)
    forget_all(client := connect(redis_url))
    store = RedisMessageRepository(client, RETENTION_MS, Blocks().terms)
    assert store.now() < 2000
    said = store.add(Composed(TALK, ALICE, "now", "the time")).message
    store.latest(TALK, 1)
    assert 0 <= store.now() * 1000 - said.id.ms < 2000


def test_latest_are_the_newest_oldest_first(store: Store) -> None:
    for each in "abcde":
        store.say(each)
    assert bodies(store.messages.latest(TALK, 3)) == ["c", "d", "e"]


def test_before_pages_backwards_without_gap_or_repetition(store: Store) -> None:
    said = [store.say(each) for each in "abcde"]
    assert bodies(store.messages.before(TALK, said[3].id, 2)) == ["b", "c"]
    assert bodies(store.messages.before(TALK, said[1].id, 2)) == ["a"]
    assert bodies(store.messages.before(TALK, said[0].id, 2)) == []


def test_after_pages_forwards_without_gap_or_repetition(store: Store) -> None:
    said = [store.say(each) for each in "abcde"]
    assert bodies(store.messages.after(TALK, None, 2)) == ["a", "b"]
    assert bodies(store.messages.after(TALK, said[1].id, 2)) == ["c", "d"]
    assert bodies(store.messages.after(TALK, said[4].id, 2)) == []


def test_positions_that_never_were_are_positions_all_the_same(store: Store) -> None:
    store.say("a")
    assert bodies(store.messages.after(TALK, MessageId(1, 1), 5)) == ["a"]
    assert bodies(store.messages.after(TALK, MessageId(10**14, 0), 5)) == []
    assert bodies(store.messages.before(TALK, MessageId(10**14, 0), 5)) == ["a"]
    assert bodies(store.messages.before(TALK, MessageId(0, 0), 5)) == []


def test_each_message_dies_by_itself_however_lively_the_chat(store: Store) -> None:
    """Original fault C2: every message renewed the life of all."""
    first = store.say("first")
    store.pass_ms(RETENTION_MS // 2)
    second = store.say("second")
    assert bodies(store.messages.latest(TALK, 10)) == ["first", "second"]
    store.pass_ms(RETENTION_MS * 9 // 16)
    assert bodies(store.messages.latest(TALK, 10)) == ["second"]
    assert bodies(store.messages.after(TALK, None, 10)) == ["second"]
    assert bodies(store.messages.before(TALK, second.id, 10)) == []
    assert bodies(store.messages.after(TALK, first.id, 10)) == ["second"]


def test_many_writers_at_once_lose_and_double_nothing(store: Store) -> None:
    def write(sender: int) -> None:
        for each in range(20):
            store.messages.add(Composed(TALK, sender, f"{sender} {each}", f"{sender} {each}"))
            store.messages.add(Composed(TALK, sender, f"{sender} {each}", f"{sender} {each}"))

    writers = [Thread(target=write, args=(sender,)) for sender in (ALICE, BOB)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stored = bodies(store.messages.latest(TALK, 1000))
    for sender in (ALICE, BOB):
        own = [body for body in stored if body.startswith(f"{sender} ")]
        assert own == [f"{sender} {each}" for each in range(20)]


def test_nothing_is_left_in_redis_when_all_has_expired(messages_in_redis: Store, redis_url: str) -> None:
    messages_in_redis.say("short-lived")
    client: redis.Redis = redis.Redis.from_url(redis_url)
    assert len(list(client.scan_iter("felchat:{*"))) == 3
    messages_in_redis.pass_ms(RETENTION_MS * 5 // 4)
    assert list(client.scan_iter("felchat:{*")) == []
    client.close()
