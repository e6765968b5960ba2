"""What every store promises of conversations that are wiped, asked of each, and what both are told."""

import pytest
import redis

from felchat.chat.domain import Withdrawn
from felchat.chat.entries import TakenBack, Wiped
from felchat.chat.events import MessagesGone, SessionEnded
from felchat.chat.in_memory import InMemoryMessageRepository
from tests.contract.message_stores import ALICE, BOB, MALLORY, OTHER_TALK, RETENTION_MS, TALK, bodies
from tests.contract.post import Post, opened
from tests.contract.withdrawal_stages import Stage
from tests.inboxes import hearing


def test_a_wiped_conversation_holds_the_word_of_it_and_nothing_else(stage: Stage) -> None:
    last = [stage.say("one"), stage.say("two", BOB), stage.say("three")][-1]
    stage.take_back(last)
    stage.withdrawals.wipe(TALK, BOB)
    (word,) = stage.store.messages.after(TALK, None, 10)
    assert word == Wiped(word.id, TALK, BOB)
    assert word.id > last.id
    assert stage.store.messages.latest(TALK, 10) == [word]
    stage.say("four")
    assert stage.store.messages.latest(TALK, 1) != [word]
    stage.withdrawals.wipe(TALK, ALICE)
    (word,) = stage.store.messages.after(TALK, None, 10)
    assert word == Wiped(word.id, TALK, ALICE)


def test_where_nothing_is_said_there_is_nothing_to_wipe(stage: Stage) -> None:
    stage.withdrawals.wipe(TALK, ALICE)
    assert stage.store.messages.after(TALK, None, 10) == []
    stage.take_back(stage.say("a secret"))
    entries = stage.store.messages.after(TALK, None, 10)
    stage.withdrawals.wipe(TALK, ALICE)
    assert stage.store.messages.after(TALK, None, 10) == entries


def test_what_was_wiped_does_not_come_back_by_its_nonce_and_other_talks_stay(stage: Stage) -> None:
    stage.say("a secret", nonce="same")
    stage.store.say("elsewhere", talk=OTHER_TALK)
    stage.withdrawals.wipe(TALK, BOB)
    with pytest.raises(Withdrawn):
        stage.say("a secret", nonce="same")
    assert stage.left() == []
    assert bodies(stage.store.messages.latest(OTHER_TALK, 10)) == ["elsewhere"]


def test_both_are_told_and_mallory_is_not(stage_in_memory: Stage) -> None:
    """Redis publishes by itself: see test_mailroom.py."""
    messages = stage_in_memory.store.messages
    assert isinstance(messages, InMemoryMessageRepository)
    one, two = stage_in_memory.say("one"), stage_in_memory.say("two")
    everybody = (ALICE, BOB, MALLORY)
    inboxes = dict(zip(everybody, hearing(messages.mailroom, *everybody), strict=True))
    stage_in_memory.take_back(two)
    stage_in_memory.withdrawals.wipe(TALK, BOB)
    heard: dict[int, list[object]] = {
        person: [inbox.take(0.01), inbox.take(0.01)] for person, inbox in inboxes.items()
    }
    taken, wiped = heard[ALICE]
    assert isinstance(taken, MessagesGone)
    assert isinstance(wiped, MessagesGone)
    assert (taken.previous, wiped.previous) == (one.id, None)
    assert heard == {ALICE: [taken, wiped], BOB: [taken, wiped], MALLORY: [None, None]}


def test_redis_tells_both_and_not_mallory(stage_in_redis: Stage, post_in_redis: Post) -> None:
    bob, mallory = opened(post_in_redis, BOB), opened(post_in_redis, MALLORY)
    one, two = stage_in_redis.say("one"), stage_in_redis.say("two")
    stage_in_redis.take_back(two)
    stage_in_redis.withdrawals.wipe(TALK, BOB)
    heard = [bob.next() for _ in range(4)]
    taken, wiped = heard[2:]
    assert isinstance(taken, MessagesGone)
    assert isinstance(wiped, MessagesGone)
    assert taken == MessagesGone(TakenBack(taken.withdrawal.id, TALK, two.id), one.id)
    assert wiped == MessagesGone(Wiped(wiped.withdrawal.id, TALK, BOB), None)
    post_in_redis.there.deliver(SessionEnded(7), MALLORY)
    assert mallory.next() == SessionEnded(7)


def test_the_words_are_gone_from_redis_at_once_and_the_rest_in_its_time(
    stage_in_redis: Stage, redis_url: str
) -> None:
    client: redis.Redis = redis.Redis.from_url(redis_url, decode_responses=True)
    secret = stage_in_redis.say("a secret")
    dies_at = client.pexpiretime("felchat:{1:2}")
    stage_in_redis.store.pass_ms(50)
    stage_in_redis.take_back(secret)
    assert "a secret" not in str(client.xrange("felchat:{1:2}"))
    assert client.pexpiretime("felchat:{1:2}") == dies_at
    stage_in_redis.say("another secret")
    stage_in_redis.withdrawals.wipe(TALK, ALICE)
    assert "secret" not in str(client.xrange("felchat:{1:2}"))
    stage_in_redis.store.pass_ms(RETENTION_MS * 5 // 4)
    assert list(client.scan_iter("felchat:{*")) == []
    client.close()
