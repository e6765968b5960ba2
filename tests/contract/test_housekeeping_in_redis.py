"""Keeping the message store in Redis alone: whose keys are walked, what stays there, whose turn it is."""

import time

import pytest

from felchat.chat.domain import Composed, Conversation
from felchat.chat.housekeeping import Tally
from felchat.chat.housekeeping_in_redis import BATCH, RedisHousekeeping
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.chat.redis_keys import stream_of
from felchat.domain import StorageAway
from felchat.redis_connection import connect
from tests.contract.message_stores import ALICE, RETENTION_MS, TALK, Blocks, forget_all


def test_redis_is_rid_of_what_nobody_reads_after_the_retention_was_shortened(redis_url: str) -> None:
    client = connect(redis_url)
    forget_all(client)
    RedisMessageRepository(client, 60_000, Blocks().terms).add(Composed(TALK, ALICE, "secret", "nonce"))
    time.sleep(0.01)
    RedisHousekeeping(client, InMemoryMailroom(), 1).purge()
    assert client.xlen(stream_of(TALK)) == 0
    client.close()


def test_redis_is_walked_in_batches_and_others_keys_are_left_alone(redis_url: str) -> None:
    client = connect(redis_url)
    forget_all(client)
    client.xadd("others:{1:2}", {"body": "not ours"})
    client.set("felchat:{1:2}:nonce:1:n", "1-1")
    for number in range(BATCH + 1):
        client.xadd(stream_of(Conversation.between(number, number + 1)), {"sender": "1"})
    housekeeping = RedisHousekeeping(client, InMemoryMailroom(), 60_000)
    assert housekeeping.tally() == Tally(BATCH + 1, BATCH + 1)
    assert housekeeping.wipe() == BATCH + 1
    assert client.xlen("others:{1:2}") == 1
    client.delete("others:{1:2}")
    forget_all(client)
    client.close()


def test_a_redis_that_is_away_is_said_to_be() -> None:
    housekeeping = RedisHousekeeping(connect("unix:///nowhere/redis.sock"), InMemoryMailroom(), RETENTION_MS)
    for question in (housekeeping.purge, housekeeping.tally, housekeeping.wipe):
        with pytest.raises(StorageAway):
            question()


def test_one_at_a_time_claims_the_sweep(redis_url: str) -> None:
    client = connect(redis_url)
    forget_all(client)
    one, other = (RedisHousekeeping(client, InMemoryMailroom(), RETENTION_MS) for _ in range(2))
    assert [each.claim_sweep(60) for each in (one, other, one)] == [True, False, False]
    forget_all(client)
    assert one.claim_sweep(0.01)
    time.sleep(0.05)
    assert other.claim_sweep(0.01)
    client.close()
