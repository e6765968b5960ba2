"""What a page says: messages, kept in the order said, however long the store is away; reading; typing."""

from itertools import count
from time import monotonic

from felchat import metrics
from felchat.accounts.domain import Viewer
from felchat.chat.frames import Say
from felchat.chat.listening import Listening
from felchat.chat.live_socket import LiveSocket
from felchat.chat.message_id import MessageId
from felchat.chat.steps import NotSent, Repeated
from felchat.domain import Refusal, StorageAway
from felchat.limits.domain import TooMany
from felchat.people.domain import Person
from felchat.services import services

TRY_AGAIN = 0.5
"""Seconds until a store that was away is asked once more."""


def has_read(listening: Listening, who: Viewer, other: Person, last: MessageId) -> None:
    """Keep it as read, unless it is already: a page says so again whenever it comes back."""
    if listening.position.can_be_read(last) and services.chat.read(who.id, other.id, last):
        listening.position.read = last


def types(listening: Listening, who: Viewer, other: Person) -> None:
    """Tell the other, if they are to know and have not just been told. Nothing is asked of a store for it."""
    if listening.tells_typing():
        services.chat.types(who.id, other.id)


def say(live: LiveSocket, listening: Listening, who: Viewer, other: Person, frame: Say) -> None:
    """Have it kept. While the store is away, or that was a lot at once, it is tried again, and what was said
    after it waits behind it.

    Raises Gone when the socket comes to its end meanwhile.
    """
    have_it_kept(live, listening, who, other, frame)
    listening.pace.said(monotonic())  # what its typing has still to say waits behind it


def have_it_kept(live: LiveSocket, listening: Listening, who: Viewer, other: Person, frame: Say) -> None:
    began = monotonic()
    for attempt in count(1):
        try:
            receipt = services.chat.send(who.id, other.id, frame.body, frame.nonce)
        except (StorageAway, TooMany) as reason:
            if attempt == 1 and listening.pace.tells_of(reason, monotonic()):
                listening.say(NotSent(frame.nonce, reason))
            live.wait(reason.wait if isinstance(reason, TooMany) else TRY_AGAIN)
            if listening.position.has_shown(frame.nonce):
                return  # only the answer was lost, and the store may have forgotten the message since
        except Refusal as reason:
            listening.say(NotSent(frame.nonce, reason))
            return
        else:
            metrics.meters.message_kept(monotonic() - began)
            if receipt.repeated:
                listening.say(Repeated(receipt.message))
            else:
                listening.position.keeps(receipt.message)
            return
