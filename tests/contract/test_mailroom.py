"""What every mailroom promises, asked of each; the one over Redis with a second process's twin beside it."""

import logging
from dataclasses import dataclass
from itertools import chain
from time import sleep

import pytest
from redis.client import PubSub

from felchat.chat.domain import Composed, Conversation, Message
from felchat.chat.envelopes import decode, encode
from felchat.chat.events import (
    Crowded,
    MarkedRead,
    MayHaveMissed,
    MessageSent,
    PersonChanged,
    Restarting,
    SessionEnded,
)
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.memory_mailroom import INBOX_SIZE, MOST_INBOXES, InMemoryInbox, InMemoryMailroom
from felchat.chat.message_id import MessageId
from felchat.chat.redis_mailroom import RedisMailroom
from felchat.chat.repositories import FellBehind, InboxClosed, Mailroom
from felchat.redis_connection import connect
from tests import servers
from tests.contract.message_stores import Blocks, forget_all

ALICE, BOB, MALLORY = 1, 2, 3
SOON = 3.0
PROBE = SessionEnded(-1)
TALK = Conversation.between(ALICE, BOB)
HELLO = MessageSent(Message(MessageId(1, 2), TALK, ALICE, 'a\n"b" жы', "n"), MessageId(1, 1))
READ = MarkedRead(TALK, BOB, MessageId(1, 2))
FIRST = MessageSent(Message(MessageId(1, 1), TALK, BOB, "first", "n"), None)


@dataclass
class Post:
    """A mailroom where inboxes are opened, and the one where events are delivered."""

    here: Mailroom
    there: Mailroom

    def open(self, person: int, watching: int | None = None) -> "Reader":
        return Reader(self.here.open(person, watching))


@dataclass
class Reader:
    """Takes events, but for those that only say that some may be missing."""

    inbox: object

    def next(self) -> object | None:
        assert isinstance(self.inbox, InMemoryInbox)
        while (event := self.inbox.take(SOON)) in (MayHaveMissed(), PROBE):
            pass
        return event


@pytest.fixture
def in_memory() -> Post:
    mailroom = InMemoryMailroom()
    return Post(mailroom, mailroom)


@pytest.fixture
def in_redis(redis_url: str) -> Post:
    client = connect(redis_url)
    return Post(RedisMailroom(client), RedisMailroom(client))


@pytest.fixture(params=["in_memory", "in_redis"])
def post(request: pytest.FixtureRequest) -> Post:
    found: Post = request.getfixturevalue(request.param)
    return found


def opened(post: Post, person: int, watching: int | None = None) -> Reader:
    """An inbox that events reach already."""
    reader = post.open(person, watching)
    assert isinstance(reader.inbox, InMemoryInbox)
    for _ in range(50):
        post.there.deliver(PROBE, person)
        while event := reader.inbox.take(0.1):
            if event == PROBE:
                return reader
    raise AssertionError("nothing reaches the inbox")


@pytest.mark.parametrize("event", [HELLO, FIRST, READ, SessionEnded(7)])
def test_an_event_reaches_bob_and_not_mallory(post: Post, event: MessageSent) -> None:
    bob, mallory = opened(post, BOB), opened(post, MALLORY)
    post.there.deliver(event, ALICE, BOB)
    post.there.deliver(SessionEnded(99), MALLORY)
    assert bob.next() == event
    assert mallory.next() == SessionEnded(99)


def test_every_inbox_of_a_person_gets_every_event_in_order(post: Post) -> None:
    phone, laptop = opened(post, BOB), post.open(BOB)
    for each in range(20):
        post.there.deliver(SessionEnded(each), BOB)
    for inbox in (phone, laptop):
        assert [inbox.next() for _ in range(20)] == [SessionEnded(each) for each in range(20)]


def test_a_closed_inbox_ends_its_reader_and_leaves_the_others(post: Post) -> None:
    phone, laptop = opened(post, BOB), post.open(BOB)
    assert isinstance(phone.inbox, InMemoryInbox)
    phone.inbox.close()
    with pytest.raises(InboxClosed):
        phone.next()
    post.there.deliver(SessionEnded(1), BOB)
    assert laptop.next() == SessionEnded(1)


def test_shutting_leaves_the_open_inboxes_to_be_told_and_tells_late_comers_at_once(post: Post) -> None:
    early = opened(post, BOB)
    assert list(post.here.shut()) == [early.inbox]
    post.there.deliver(SessionEnded(1), BOB)
    assert early.next() == SessionEnded(1)
    assert Reader(post.here.open(BOB)).next() == Restarting()


def test_nobody_has_more_inboxes_than_they_may_and_bobs_take_none_of_alices(post: Post) -> None:
    bobs = [opened(post, BOB) for _ in range(MOST_INBOXES)]
    assert Reader(post.here.open(BOB)).next() == Crowded()
    alices = opened(post, ALICE)
    post.there.deliver(SessionEnded(1), ALICE, BOB)
    assert [reader.next() for reader in (alices, bobs[0], bobs[-1])] == [SessionEnded(1)] * 3


def test_a_closed_inbox_makes_room_for_another(post: Post) -> None:
    for reader in [opened(post, BOB) for _ in range(MOST_INBOXES)]:
        assert isinstance(reader.inbox, InMemoryInbox)
        reader.inbox.close()
    late = opened(post, BOB)
    post.there.deliver(SessionEnded(1), BOB)
    assert late.next() == SessionEnded(1)


def test_a_closed_inbox_is_forgotten(post: Post) -> None:
    reader = opened(post, BOB)
    assert isinstance(reader.inbox, InMemoryInbox)
    reader.inbox.close()
    reader.inbox.close()
    assert list(post.here.shut()) == []


def test_a_slow_reader_falls_behind_and_holds_nobody_up(post: Post) -> None:
    slow, quick = opened(post, BOB), opened(post, ALICE)
    for each in range(INBOX_SIZE + 10):
        post.there.deliver(SessionEnded(each), BOB)
        post.there.deliver(SessionEnded(each), ALICE)
        assert quick.next() == SessionEnded(each)
    with pytest.raises(FellBehind):
        slow.next()


def test_nothing_comes_from_before_the_inbox_was_opened(post: Post) -> None:
    post.there.deliver(SessionEnded(1), BOB)
    bob = opened(post, BOB)
    post.there.deliver(SessionEnded(2), BOB)
    assert bob.next() == SessionEnded(2)


def test_a_person_who_went_and_came_back_is_reached_again(post: Post) -> None:
    for each in range(3):
        bob = opened(post, BOB)
        post.there.deliver(SessionEnded(each), BOB)
        assert bob.next() == SessionEnded(each)
        assert isinstance(bob.inbox, InMemoryInbox)
        bob.inbox.close()


@pytest.mark.parametrize("event", [HELLO, FIRST, READ, SessionEnded(7), MayHaveMissed()])
def test_an_event_survives_the_wire(event: MessageSent) -> None:
    assert decode(encode(event)) == event


def test_who_came_online_reaches_the_inboxes_that_watch_them_and_no_others(post: Post) -> None:
    watching, other = opened(post, BOB, watching=ALICE), opened(post, ALICE, watching=MALLORY)
    alices_own = opened(post, ALICE)
    post.there.person_changed(ALICE)
    assert watching.next() == PersonChanged(ALICE)
    post.there.deliver(SessionEnded(1), ALICE)
    assert other.next() == alices_own.next() == SessionEnded(1)


def test_the_store_in_redis_tells_both_people_and_not_mallory(redis_url: str) -> None:
    client = connect(redis_url)
    forget_all(client)
    mailroom, messages = RedisMailroom(client), RedisMessageRepository(client, 10_000, Blocks().blockers)
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

    def get_message(self, *_: object, **__: object) -> None:
        sleep(0.05)


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
