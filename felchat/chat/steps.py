"""What an open page is told, one step after the other, and what it says itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from felchat.chat.domain import Message, Standing
from felchat.chat.entries import Entry
from felchat.chat.events import Crowded, IsTyping, Restarting, SessionEnded
from felchat.chat.message_id import MessageId
from felchat.domain import Refusal, StorageAway
from felchat.people.domain import Listed


@dataclass(frozen=True, slots=True)
class Synced:
    """The page said which message is the last it shows; None: it shows none."""

    last: MessageId | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What came, oldest first: messages to append, and what is gone; `anew`: that is all that there is.

    `before` is the message that the page shows last already, where that is known. When the page has grown
    long, `cut` is the message from which on it is to be shown. `forgotten` are the nonces of what this page
    had kept, and the store has forgotten before the page was shown it.
    """

    entries: Sequence[Entry]
    anew: bool = False
    before: Message | None = None
    cut: MessageId | None = None
    forgotten: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Outlived:
    """Whatever the page still shows above that line is gone: its own timers stand still while it sleeps."""

    oldest: MessageId


@dataclass(frozen=True, slots=True)
class SeenUpTo:
    """The other has seen everything up to that message."""

    last: MessageId


@dataclass(frozen=True, slots=True)
class Live:
    """The page is up to date, and hears of everything from here on."""


@dataclass(frozen=True, slots=True)
class Away:
    """The store cannot be asked what the page has missed. Once it can, the page is live."""


@dataclass(frozen=True, slots=True)
class Beat:
    """Nothing is new: a page that hears nothing for long can tell by itself that its connection is lost."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """The page sent a message again that is stored already."""

    message: Message


@dataclass(frozen=True, slots=True)
class NotSent:
    """The page sent something that was not stored, and why."""

    nonce: str
    reason: Refusal | StorageAway


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The page sent a frame that is none of the contract's."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Something that was told at once did not get out as a whole."""


@dataclass(frozen=True, slots=True)
class Shows:
    """The page said whom it lists, in order, each with the mark of what it shows of them (see Listed).

    `searched`: they were searched for, so that nobody else belongs there; `title`: what it calls itself.
    """

    marks: Mapping[int, str] = field(default_factory=dict)
    searched: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class PeopleChanged:
    """What the page lists is otherwise now."""

    on_top: Sequence[int] = ()
    """Who belongs on top, in that order, wherever they are; some the page may not list yet."""
    people: Sequence[Listed] = ()
    """Who is online, or not any more, or has other counts."""
    anew: Sequence[int] = ()
    """Whose row is another altogether, since a block came or went."""
    unread: int | None = None
    """In how many conversations there is something to read, if that changed."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Rang:
    """Somebody else said something, and the viewer wants to hear that."""


ToldAnywhere = PeopleChanged | Rang | Crowded | Unreadable
"""What any page is told by a frame."""

Told = (
    ToldAnywhere | Shown | Outlived | Standing | SeenUpTo | IsTyping | Live | Away | Beat | Repeated | NotSent
)
"""What a page of a conversation is told by a frame."""

Step = Told | SessionEnded | Restarting | Unfinished
"""What is next for a page: it is told something, or its socket is closed."""

FromThePage = Synced | Shows | Repeated | NotSent | Unreadable
"""What comes from the page itself and is answered in its turn."""
