"""What a page may send over its socket, as the contract has it."""

import json
from dataclasses import dataclass

from felchat.chat.message_id import MessageId


class UnknownFrame(Exception):
    """The frame is not JSON, not an object, or holds something of the wrong type."""


@dataclass(frozen=True, slots=True)
class Say:
    """Say this; the nonce makes it one message however often it is sent."""

    body: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Sync:
    """Bring me what is newer than this."""

    last: MessageId | None


@dataclass(frozen=True, slots=True)
class Read:
    """I have seen everything up to this."""

    last: MessageId | None


@dataclass(frozen=True, slots=True)
class Typing:
    """I am writing something."""


Frame = Say | Sync | Read | Typing


def parse(text: str) -> Frame:
    """The frame in that text. Fields it does not know are ignored. Raises UnknownFrame."""
    try:
        match json.loads(text):
            case {"type": "sync", "last": str(last)}:
                return Sync(MessageId.parse(last))
            case {"type": "read", "last": str(last)}:
                return Read(MessageId.parse(last))
            case {"type": "typing"}:
                return Typing()
            case {"type": "message", "body": str(body), "nonce": str(nonce)}:
                return Say(body, nonce)
            case {"body": str(body), "nonce": str(nonce)} as untyped if "type" not in untyped:
                return Say(body, nonce)
    except (ValueError, RecursionError) as unreadable:
        raise UnknownFrame from unreadable
    raise UnknownFrame
