"""What the chat asks of the message store and of the mailroom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from felchat.chat.domain import Conversation, Draft, Event, Message, MessageId


class FellBehind(Exception):
    """An inbox was full: its reader is too slow, and the events since are lost to it."""


class InboxClosed(Exception):
    """Whoever reads this inbox has no more to wait for."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The store's answer to a draft. `repeated`: it had the message already, under the same nonce."""

    message: Message
    repeated: bool


class MessageRepository(Protocol):
    """The messages of each conversation, in one order, each for its lifetime. Raises StorageAway.

    The clock that counts is the store's own, so that processes whose clocks differ agree.
    """

    def add(self, draft: Draft) -> Receipt:
        """Keep a message and tell the mailroom, both or neither.

        The same nonce from the same sender is the same message while it lives, so that a call
        whose answer was lost can be made again.
        """
        ...

    def latest(self, conversation: Conversation, limit: int) -> Sequence[Message]:
        """The newest living messages, oldest first, at most `limit`."""
        ...

    def before(self, conversation: Conversation, before: MessageId, limit: int) -> Sequence[Message]:
        """The newest living messages older than that one, oldest first, at most `limit`."""
        ...

    def after(self, conversation: Conversation, after: MessageId | None, limit: int) -> Sequence[Message]:
        """The oldest living messages newer than that one (None: all), oldest first, at most `limit`."""
        ...


class Inbox(Protocol):
    """Where the events for one person wait for one reader; bounded."""

    def put(self, event: object) -> None:
        """Leave an event; never waits. When the inbox is full the reader has fallen behind."""
        ...

    def take(self, timeout: float | None = None) -> object | None:
        """The next event, or None when nothing came within `timeout` seconds (None: for ever).

        Raises FellBehind once the inbox overflowed, InboxClosed once it was closed.
        """
        ...

    def close(self) -> None:
        """Take nothing in any more, and wake the reader."""
        ...


class Mailroom(Protocol):
    """Carries each event to every open inbox of the people it concerns, in every process."""

    def open(self, person: int) -> Inbox:
        """A new inbox, which gets what is delivered from now on.

        What is delivered while the mailroom is still connecting may be missing from it; the inbox
        is then told MayHaveMissed.
        """
        ...

    def deliver(self, event: Event, *people: int) -> None:
        """Leave the event in every open inbox of those people, wherever that is."""
        ...

    def shut(self) -> Sequence[Inbox]:
        """Shut this process's share: who opens an inbox from now on is told Restarting first.

        Returns the inboxes that are open, for whoever shuts it to tell them so, too.
        """
        ...
