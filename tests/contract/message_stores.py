"""The message stores under test, how their time passes, and what they are told of blocks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count

import redis

from felchat.chat.domain import Composed, Conversation, Message
from felchat.chat.entries import Entry, messages_in
from felchat.chat.repositories import MessageRepository
from felchat.people.domain import NoSuchPerson, Terms

RETENTION_MS = 3000  # Redis has no other clock than the real one, and the machine may be busy
ALICE, BOB, MALLORY = 1, 2, 3
TALK = Conversation.between(ALICE, BOB)
OTHER_TALK = Conversation.between(ALICE, MALLORY)


@dataclass
class Blocks:
    """What the database says of blocks and of who is gone, and how often it was asked."""

    by: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    asked: int = 0
    meanwhile: Callable[[], object] = lambda: None

    def terms(self, one: int, other: int) -> Terms:
        found, gone = frozenset(self.by & {one, other}), self.gone & {one, other}
        self.asked += 1
        self.meanwhile()
        if gone:
            raise NoSuchPerson
        return Terms(found)


@dataclass
class Store:
    """A store under test, and how its time passes."""

    messages: MessageRepository
    pass_ms: Callable[[int], None]
    blocks: "Blocks"
    _nonces: "count[int]" = field(default_factory=count)

    def say(self, body: str, sender: int = ALICE, talk: Conversation = TALK, nonce: str = "") -> Message:
        nonce = nonce or f"nonce-{next(self._nonces)}"
        return self.messages.add(Composed(talk, sender, body, nonce)).message


def forget_all(client: redis.Redis) -> None:
    """Remove what is Felchat's, and nothing else that this Redis may hold."""
    for key in client.scan_iter("felchat:*"):
        client.delete(key)


def bodies(entries: Sequence[Entry]) -> list[str]:
    return [message.body for message in messages_in(entries)]
