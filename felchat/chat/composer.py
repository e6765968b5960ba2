"""The facts of a composer: which message it is for, and which composers a page fetches ahead."""

import re
import secrets
from dataclasses import dataclass

from felchat.people.domain import Person

NONCE = re.compile(r"[0-9a-f]{24}-[1-9][0-9]{0,6}")
SENDS, BREAKS = "sends", "breaks"
"""What Enter does: it sends the message, or breaks its line."""
COMPOSERS_AHEAD = 4
"""How many messages can be sent while no answer comes, before the composer has to wait for one."""


@dataclass(frozen=True)
class Unsent:
    """What was typed and not taken, to be shown again with the reason."""

    body: str
    nonce: str
    problem: str


def composer_facts(
    other: Person, nonce: str, enter: str, unsent: Unsent | None = None, draft: str = ""
) -> dict[str, object]:
    """A page fetches a few composers ahead, and each of those one more; the next one preloads itself.

    `enter` is what the key does by preference. What has line breaks already keeps them, and stands in lines.
    """
    body = unsent.body if unsent else draft
    ahead = range(1, COMPOSERS_AHEAD) if nonce.endswith("-1") else [COMPOSERS_AHEAD - 1]
    return {
        "other": other,
        "nonce": nonce,
        "enter": enter,
        "in_lines": enter == BREAKS or "\n" in body,
        "unsent": unsent,
        "body": body,
        "ahead": [later(nonce, each) for each in ahead],
    }


def first_nonce() -> str:
    """The nonce of a page's first message. The later ones count on, so that they can be fetched ahead."""
    return f"{secrets.token_hex(12)}-1"


def later(nonce: str, messages: int) -> str:
    page_nonce, _, number = nonce.rpartition("-")
    return f"{page_nonce}-{int(number) + messages}"
