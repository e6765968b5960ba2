"""What the chat asks of the message store."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from felchat.chat.domain import Composed, Conversation, Message
from felchat.chat.entries import Entry, Line
from felchat.chat.message_id import MessageId
from felchat.people.domain import Talk

MOST_TALKS = 100


@dataclass(frozen=True, slots=True)
class Receipt:
    """The store's answer to what was composed.

    `repeated`: it had that already, under the same nonce; `first`: nothing else lives in that conversation.
    """

    message: Message
    repeated: bool
    first: bool = False


class MessageRepository(Protocol):
    """The messages of each conversation, in one order, each for its lifetime. Raises StorageAway.

    The clock that counts is the store's own, so that processes whose clocks differ agree.
    """

    def add(self, composed: Composed) -> Receipt:
        """Keep a message and tell the mailroom, both or neither.

        The same nonce from the same sender is the same message while it lives, so that a call whose answer
        was lost can be made again. Raises Blocked, NoSuchPerson unless both are here, and Withdrawn when
        what was said by that nonce was taken back or wiped. Raises TooMany when the sender's budget is spent,
        whomever they wrote to: then nothing is kept, nor spent. What is known by its nonce costs nothing.
        """
        ...

    def blocks_changing(self, conversation: Conversation) -> AbstractContextManager[None]:
        """Enclose the change of who has blocked whom: once it is left, `add` goes by what is new.

        In every process, and also when this one ends in the middle; a message that is being added
        meanwhile may still be kept, none that is added afterwards.
        """
        ...

    def person_changed(self, person: int) -> None:
        """Hear that a person is here no longer, or again: once this returns, `add` goes by what is new.

        In every process; a message that is being added meanwhile may still be kept.
        """
        ...

    def latest(self, conversation: Conversation, limit: int) -> Sequence[Line]:
        """The newest living lines, oldest first, at most `limit`: messages, before which a wipe may stand."""
        ...

    def before(self, conversation: Conversation, before: MessageId, limit: int) -> Sequence[Line]:
        """The newest living lines older than that one, oldest first, at most `limit`."""
        ...

    def after(self, conversation: Conversation, after: MessageId | None, limit: int) -> Sequence[Entry]:
        """The oldest living entries newer than that one (None: all), oldest first, at most `limit`."""
        ...

    def now(self) -> float:
        """The time by the store's clock, in seconds since 1970; by its last answer, asking nobody."""
        ...


class TalkRepository(Protocol):
    """With whom each person talks, and how far they have read, while messages live. Raises StorageAway."""

    def note(self, message: Message, first: bool = False) -> None:
        """The message was said: both people are in a conversation with the other.

        What was noted before the `first` that lives there counts no more: the store may have lost its memory.
        """
        ...

    def of(self, person: int) -> Sequence[Talk]:
        """The living conversations of that person, that with the newest message first; at most MOST_TALKS."""
        ...

    def read(self, conversation: Conversation, reader: int, last: MessageId) -> bool:
        """The reader has seen everything up to that message; what they saw before stays seen.

        Who says something has seen all that was said before, without being asked. Returns whether the
        reader had not seen that message before.
        """
        ...

    def read_up_to(self, conversation: Conversation, reader: int) -> MessageId | None:
        """The last message of which `read` was told, while it lives; None where it was told of none."""
        ...
