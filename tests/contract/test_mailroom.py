"""What every mailroom promises, asked of each; the one over Redis with a second process's twin beside it."""

import pytest

from felchat.chat.domain import Message
from felchat.chat.entries import TakenBack, Wiped
from felchat.chat.envelopes import decode, encode
from felchat.chat.events import (
    IsTyping,
    MarkedRead,
    MayHaveMissed,
    MessageSent,
    MessagesGone,
    PersonChanged,
    SessionEnded,
    SessionRenewed,
)
from felchat.chat.memory_inbox import InMemoryInbox
from felchat.chat.message_id import MessageId
from tests.contract.post import ALICE, BOB, MALLORY, TALK, Post, opened
from tests.inboxes import hearing

HELLO = MessageSent(Message(MessageId(1, 2), TALK, ALICE, 'a\n"b" жы', "n"), MessageId(1, 1))
READ = MarkedRead(TALK, BOB, MessageId(1, 2))
TYPING = IsTyping(TALK, BOB)
TAKEN = MessagesGone(TakenBack(MessageId(1, 3), TALK, MessageId(1, 1)), MessageId(1, 2))
WIPED = MessagesGone(Wiped(MessageId(1, 4), TALK, BOB), None)
FIRST = MessageSent(Message(MessageId(1, 1), TALK, BOB, "first", "n"), None)


@pytest.mark.parametrize(
    "event", [HELLO, FIRST, READ, TYPING, SessionEnded(7), SessionRenewed(7), PersonChanged(BOB)]
)
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


def test_nothing_comes_from_before_the_inbox_was_opened(post: Post) -> None:
    post.there.deliver(SessionEnded(1), BOB)
    bob = opened(post, BOB)
    post.there.deliver(SessionEnded(2), BOB)
    assert bob.next() == SessionEnded(2)


def test_each_page_of_a_person_is_told_at_once_that_it_hears(post: Post) -> None:
    for each in hearing(post.here, BOB, BOB, MALLORY):
        assert each.take(0.2) in (None, MayHaveMissed())  # twice does no harm


def test_a_person_who_went_and_came_back_is_reached_again(post: Post) -> None:
    for each in range(3):
        bob = opened(post, BOB)
        post.there.deliver(SessionEnded(each), BOB)
        assert bob.next() == SessionEnded(each)
        assert isinstance(bob.inbox, InMemoryInbox)
        bob.inbox.close()


@pytest.mark.parametrize(
    "event", [HELLO, FIRST, TAKEN, WIPED, READ, TYPING, SessionEnded(7), MayHaveMissed(), PersonChanged(BOB)]
)
def test_an_event_survives_the_wire(event: MessageSent) -> None:
    assert decode(encode(event)) == event


def test_who_came_online_reaches_the_inboxes_that_watch_them_and_no_others(post: Post) -> None:
    watching, other = opened(post, BOB, watching=[ALICE]), opened(post, ALICE, watching=[MALLORY])
    alices_own = opened(post, ALICE)
    post.there.person_changed(ALICE)
    assert watching.next() == PersonChanged(ALICE)
    post.there.deliver(SessionEnded(1), ALICE)
    assert other.next() == alices_own.next() == SessionEnded(1)


def test_an_inbox_may_watch_others_from_now_on_and_once_closed_nobody(post: Post) -> None:
    bobs = opened(post, BOB, watching=[ALICE])
    assert isinstance(bobs.inbox, InMemoryInbox)
    bobs.inbox.watch([MALLORY, BOB])
    for person in (ALICE, MALLORY, BOB):
        post.there.person_changed(person)
    assert [bobs.next(), bobs.next()] == [PersonChanged(MALLORY), PersonChanged(BOB)]
    bobs.inbox.close()
    bobs.inbox.watch([ALICE])
    assert bobs.inbox.watching == frozenset()
