"""What happens in a conversation, and around one, that open pages hear of."""

from dataclasses import dataclass

from felchat.chat.domain import Conversation, Message
from felchat.chat.entries import Withdrawal
from felchat.chat.message_id import MessageId


@dataclass(frozen=True, slots=True)
class MessageSent:
    """A message was stored. `previous` is the entry before it, None when it is the only one."""

    message: Message
    previous: MessageId | None


@dataclass(frozen=True, slots=True)
class MarkedRead:
    """One of the two has seen everything up to that message, and had not before."""

    conversation: Conversation
    reader: int
    last: MessageId


@dataclass(frozen=True, slots=True)
class IsTyping:
    """One of the two is writing something. It is kept nowhere, and is over by itself in a few seconds."""

    conversation: Conversation
    person: int


@dataclass(frozen=True, slots=True)
class MessagesGone:
    """A message was taken back, or the conversation wiped. `previous` is the entry before that word."""

    withdrawal: Withdrawal
    previous: MessageId | None


@dataclass(frozen=True, slots=True)
class BlocksChanged:
    """One of the two blocked or unblocked the other; the database knows who."""

    conversation: Conversation


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """Somebody came online, is not to be talked to any more or is again, or shows otherwise what they show.

    Whoever watches them asks. Their own pages do when they changed what those go by.
    """

    person: int


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """Somebody signed out: what is open in that session's name must close."""

    session_id: int


@dataclass(frozen=True, slots=True)
class SessionRenewed:
    """A session goes on by another token: what was opened by the one before must come back with that."""

    session_id: int


@dataclass(frozen=True, slots=True)
class MayHaveMissed:
    """Events may have been lost on the way here, or messages were wiped. The store knows which those were."""


@dataclass(frozen=True, slots=True)
class Restarting:
    """This socket is about to end, as its process may be; the page should come back by another."""


@dataclass(frozen=True, slots=True)
class Crowded:
    """This person has as many pages open here as they may; the page should come back when one is closed."""


Event = (
    MessageSent
    | MessagesGone
    | MarkedRead
    | IsTyping
    | BlocksChanged
    | PersonChanged
    | SessionEnded
    | SessionRenewed
    | MayHaveMissed
)
"""What a mailroom carries to the inboxes of a person."""
