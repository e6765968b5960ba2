"""A conversation, its messages, and what may happen in it."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from felchat.chat.message_id import MessageId
from felchat.domain import Refusal

NONCE_LENGTH = range(1, 65)


class WithOneself(Refusal):
    """A conversation is between two different people."""


class Unsayable(Refusal):
    """That text is no message."""


class Empty(Unsayable):
    """Nothing was said but white space."""


class TooLong(Unsayable):
    """The message is longer than `limit` characters."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class ControlCharacters(Unsayable):
    """The message holds a control character other than a line break."""


class Blocked(Refusal):
    """One of the two, or each of them, has blocked the other: `by` holds who."""

    def __init__(self, by: frozenset[int]) -> None:
        super().__init__(sorted(by))
        self.by = by


class BadNonce(Refusal):
    """A nonce is 1 to 64 characters that can be printed."""


class Withdrawn(Refusal):
    """What was said by that nonce has been taken back or wiped since, and does not come back by itself."""


class NoSuchMessage(Refusal):
    """There is no such message of that person's there, or not any more."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Two different people, whoever of them looks."""

    lower: int
    higher: int

    @classmethod
    def between(cls, one: int, other: int) -> Self:
        """The conversation of those two. Raises WithOneself."""
        if one == other:
            raise WithOneself
        return cls(min(one, other), max(one, other))

    @property
    def people(self) -> tuple[int, int]:
        return self.lower, self.higher

    def other_than(self, person: int) -> int:
        return self.higher if person == self.lower else self.lower


@dataclass(frozen=True, slots=True)
class Standing:
    """How the two stand: who of them has blocked the other, and what the viewer is shown of the other.

    That is whether they are online, whether they are typing, and how far they have read; nothing of it
    while there is a block, or where one of the two does not show it. `gone`: there is no such other, or not
    any more.
    """

    blockers: frozenset[int] = frozenset()
    online: bool = False
    gone: bool = False
    shows_typing: bool = False
    shows_reading: bool = False
    read: MessageId | None = None
    """The last message that the other has seen."""

    def can_show_read(self, last: MessageId) -> bool:
        """Whether it is to be shown, and is news, that the other has seen that message."""
        return self.shows_reading and (self.read is None or last > self.read)


@dataclass(frozen=True, slots=True)
class Composed:
    """A message that may be said: checked, but not stored yet."""

    conversation: Conversation
    sender: int
    body: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Message:
    """What was said, as it is stored."""

    id: MessageId
    conversation: Conversation
    sender: int
    body: str
    nonce: str

    @property
    def recipient(self) -> int:
        return self.conversation.other_than(self.sender)

    @property
    def sent_at(self) -> datetime:
        return self.id.born_at


def compose(conversation: Conversation, sender: int, body: str, nonce: str, limit: int) -> Composed:
    """The message, trimmed, with line breaks as newlines.

    Raises BadNonce, Empty, TooLong or ControlCharacters.
    """
    if len(nonce) not in NONCE_LENGTH or not nonce.isprintable():
        raise BadNonce
    body = body.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not body:
        raise Empty
    if len(body) > limit:
        raise TooLong(limit)
    if any(unicodedata.category(each) in ("Cc", "Cs") and each != "\n" for each in body):
        raise ControlCharacters
    return Composed(conversation, sender, body, nonce)
