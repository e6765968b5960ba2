"""A mailroom of two processes, or of one, and who reads what comes by it."""

from collections.abc import Collection
from dataclasses import dataclass

from felchat.chat.domain import Conversation
from felchat.chat.events import MayHaveMissed, SessionEnded
from felchat.chat.mailroom import Mailroom
from felchat.chat.memory_inbox import InMemoryInbox

ALICE, BOB, MALLORY = 1, 2, 3
SOON = 3.0
PROBE, LAST_PROBE = SessionEnded(-1), SessionEnded(-2)
"""An inbox may get the first more than once, but none after the last."""
TALK = Conversation.between(ALICE, BOB)


@dataclass
class Post:
    """A mailroom where inboxes are opened, and the one where events are delivered."""

    here: Mailroom
    there: Mailroom

    def open(self, person: int, watching: Collection[int] = ()) -> "Reader":
        return Reader(self.here.open(person, watching))


@dataclass
class Reader:
    """Takes events, but for those that only say that some may be missing."""

    inbox: object

    def next(self) -> object | None:
        assert isinstance(self.inbox, InMemoryInbox)
        while (event := self.inbox.take(SOON)) in (MayHaveMissed(), PROBE, LAST_PROBE):
            pass
        return event


def opened(post: Post, person: int, watching: Collection[int] = ()) -> Reader:
    """An inbox that events reach already."""
    reader = post.open(person, watching)
    assert isinstance(reader.inbox, InMemoryInbox)
    for _ in range(50):
        post.there.deliver(PROBE, person)
        while event := reader.inbox.take(0.1):
            if event == PROBE:
                post.there.deliver(LAST_PROBE, person)
                while reader.inbox.take(SOON) != LAST_PROBE:
                    pass
                return reader
    raise AssertionError("nothing reaches the inbox")
