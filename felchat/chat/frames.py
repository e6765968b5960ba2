"""What a page may send over its socket, as the contract has it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from felchat.chat.message_id import MessageId
from felchat.chat.steps import Shows

MARK = re.compile(r"[0-9]{1,9}:[0-9]{1,3}:[01]:[01]{2}")
MOST_ROWS = 200
"""How many people of a page are kept up to date; what is listed below them is as it was when it came."""
LONGEST_TITLE = 200


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


Frame = Say | Sync | Read | Typing | Shows


def parse(text: str) -> Frame:
    """The frame in that text. Fields it does not know are ignored. Raises UnknownFrame."""
    try:
        match json.loads(text):
            case {"type": "sync", "last": str(last)}:
                return Sync(MessageId.parse(last))
            case {"type": "read", "last": str(last)}:
                return Read(MessageId.parse(last))
            case {"type": "list", **said}:
                return listed(said)
            case {"type": "typing"}:
                return Typing()
            case {"type": "message", "body": str(body), "nonce": str(nonce)}:
                return Say(body, nonce)
            case {"body": str(body), "nonce": str(nonce)} as untyped if "type" not in untyped:
                return Say(body, nonce)
    except (ValueError, RecursionError) as unreadable:
        raise UnknownFrame from unreadable
    raise UnknownFrame


def listed(said: Mapping[Any, Any]) -> Shows:
    """The people that a page lists: a row each, or one alone, and what was searched for."""
    match said.get("row", []):
        case str(row):
            rows = [row]
        case list(rows):
            pass
        case _:
            raise UnknownFrame
    marks = [each for each in rows if isinstance(each, str) and MARK.fullmatch(each)][:MOST_ROWS]
    return Shows(
        {int(mark.partition(":")[0]): mark for mark in marks},
        searched=bool(said.get("q")),
        title=whole(str(said.get("title", ""))[:LONGEST_TITLE]),
    )


def whole(text: str) -> str:
    """The text without half characters, which JSON can hold (RFC 8259, section 8.2) and no frame can."""
    return text.encode(errors="replace").decode()
