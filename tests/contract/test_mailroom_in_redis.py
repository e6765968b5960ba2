"""What the mailroom over Redis promises beside: a subscription that breaks begins anew."""

import logging
from itertools import chain

import pytest
from redis.client import PubSub

from felchat.chat.domain import Composed
from felchat.chat.events import MayHaveMissed, MessageSent, SessionEnded
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.memory_inbox import InMemoryInbox
from felchat.chat.redis_mailroom import RedisMailroom
from felchat.redis_connection import connect
from tests import servers
from tests.contract.message_stores import Blocks, forget_all
from tests.contract.post import ALICE, BOB, MALLORY, SOON, TALK, Post, opened


def test_the_store_in_redis_tells_both_people_and_not_mallory(redis_url: str) -> None:
    client = connect(redis_url)
    forget_all(client)
    mailroom, messages = RedisMailroom(client), RedisMessageRepository(client, 10_000, Blocks().terms)
    post = Post(mailroom, mailroom)
    alice, bob, mallory = opened(post, ALICE), opened(post, BOB), opened(post, MALLORY)
    first = messages.add(Composed(TALK, ALICE, 'a\n"b" жы/', "1")).message
    second = messages.add(Composed(TALK, BOB, "again", "2")).message
    mailroom.deliver(SessionEnded(1), MALLORY)
    for inbox in (alice, bob):
        assert inbox.next() == MessageSent(first, None)
        assert inbox.next() == MessageSent(second, first.id)
    assert mallory.next() == SessionEnded(1)


def test_a_lost_subscription_comes_back_and_says_that_something_may_be_missing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.CRITICAL)
    with servers.own_redis() as server:
        client = connect(server.url)
        mailroom = RedisMailroom(client)
        post = Post(mailroom, mailroom)
        bob = opened(post, BOB)
        server.stop()
        server.start()
        assert isinstance(bob.inbox, InMemoryInbox)
        assert bob.inbox.take(SOON) == MayHaveMissed()
        mailroom.deliver(SessionEnded(5), BOB)
        assert bob.next() == SessionEnded(5)


class MuteAtFirst(PubSub):
    """A subscription over a connection that went dead without a word, as a proxy or a firewall leaves it."""

    def handle_message(self, *_: object, **__: object) -> None:
        """Whatever comes is as if nothing had come."""


def test_a_subscription_that_went_mute_begins_again(
    redis_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    client = connect(redis_url)
    whole = client.pubsub
    subscriptions = chain([MuteAtFirst(client.connection_pool)], iter(whole, None))
    monkeypatch.setattr(client, "pubsub", lambda: next(subscriptions))
    mailroom = RedisMailroom(client)
    bob = mailroom.open(BOB)
    assert bob.take(SOON) == MayHaveMissed()
    mailroom.deliver(SessionEnded(5), BOB)
    assert bob.take(SOON) == SessionEnded(5)
