"""What a message is in Redis, the same for every peer that is written in Python."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RETENTION_MS = 1_800_000
MOST = 1000
"""Characters."""
LONGEST_NONCE = 64
SCRIPT = (Path(__file__).parent / "add_message.lua").read_text()
TEMPLATES = Path(__file__).parent / "templates"
NOT_SENT = '<p id="notice" hx-swap-oob="innerHTML">Not sent.</p>'
BLOCKED = '<p id="notice" hx-swap-oob="innerHTML">Not sent: one of you has blocked the other.</p>'


def stream_of(one: int, other: int) -> str:
    return f"chat:{{{min(one, other)}:{max(one, other)}}}"


def keys(sender: int, recipient: int, nonce: str) -> list[str]:
    stream = stream_of(sender, recipient)
    return [stream, f"{stream}:{sender}:{nonce}"]


def may_be_said(body: str, nonce: str) -> bool:
    return bool(body.strip()) and len(body) <= MOST and 0 < len(nonce) <= LONGEST_NONCE


def decoded(text: str) -> dict[str, Any]:
    """A message as it was published, with the ids of its two people, the lower one first."""
    message: dict[str, Any] = json.loads(text)
    lower, _, higher = message["stream"].partition("{")[2].rstrip("}").partition(":")
    return {**message, "people": (int(lower), int(higher))}


def oldest_first(found: Any) -> list[dict[str, Any]]:
    """Messages, of the stream's entries from the newest to the oldest."""
    return [{"id": key, **fields, "sender": int(fields["sender"])} for key, fields in reversed(found)]


def sent_at(key: str) -> datetime:
    return datetime.fromtimestamp(int(key.partition("-")[0]) / 1000, UTC)
