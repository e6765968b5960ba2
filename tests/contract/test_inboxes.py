"""What becomes of an inbox in every mailroom: who falls behind, who closes it, how many there may be."""

from threading import Thread

import pytest

from felchat.chat.events import Crowded, Restarting, SessionEnded
from felchat.chat.mailroom import FellBehind, InboxClosed
from felchat.chat.memory_inbox import INBOX_SIZE, InMemoryInbox
from felchat.chat.memory_mailroom import MOST_INBOXES
from tests.contract.post import ALICE, BOB, Post, Reader, opened
from tests.servers import wait_until


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


def test_it_is_told_how_many_events_wait_in_each_open_inbox_here(post: Post) -> None:
    bobs, alices = opened(post, BOB), opened(post, ALICE)
    assert sorted(post.here.depths()) == [0, 0]
    assert isinstance(bobs.inbox, InMemoryInbox)
    assert isinstance(alices.inbox, InMemoryInbox)
    for each in range(3):
        bobs.inbox.put(SessionEnded(each))
    assert sorted(post.here.depths()) == [0, 3]
    bobs.inbox.close()
    assert list(post.here.depths()) == [0]


def test_what_can_be_dealt_with_at_once_is_so_only_while_its_reader_waits(post: Post) -> None:
    bobs = opened(post, BOB).inbox
    assert isinstance(bobs, InMemoryInbox)
    dealt, taken = list[object](), list[object]()

    def deal(event: object) -> bool:
        if event == SessionEnded(2):
            return False
        dealt.append(event)
        return True

    bobs.at_once(deal)
    bobs.put(SessionEnded(0))
    reader = Thread(target=lambda: taken.extend(iter(lambda: bobs.take(10), SessionEnded(2))))
    assert dealt == []
    reader.start()
    wait_until(lambda: SessionEnded(0) in taken and bobs._is_waited_for, "the reader waits")
    bobs.put(SessionEnded(1))
    assert dealt == [SessionEnded(1)]
    bobs.put(SessionEnded(2))
    reader.join(10)
    assert SessionEnded(1) not in taken
    assert not reader.is_alive()


def test_whoever_is_woken_takes_nothing(post: Post) -> None:
    bobs = opened(post, BOB).inbox
    assert isinstance(bobs, InMemoryInbox)
    bobs.wake()
    assert bobs.take(10) is None
