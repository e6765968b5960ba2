"""What a frame of the contract's does to a page."""

import re
from dataclasses import dataclass
from typing import Self

from tests.chaos.ledger import Id, Shown, Word
from tests.integration.line import said_in

ALL_ANEW = '<div id="log" hx-swap-oob="innerHTML">'
APPENDED = '<div id="log" hx-swap-oob="beforeend">'
LIVE = "state--live"
SLOT_GONE = re.compile(r'<div id="slot-([^"]+)" hx-swap-oob="delete">')
DELAYED = re.compile(r'<p id="sending-([^"]+)"')
MS_LEFT = re.compile(r'<article id="message-[^>]*"load delay:([0-9]+)ms"')
RETENTION_MS = 30 * 60_000
SLACK_MS = 2 * 60_000
"""Longer than any message of a scenario is old."""


@dataclass(frozen=True)
class Frame:
    """A frame, read as htmx would swap it in."""

    anew: bool
    """What the page showed is gone."""
    appended: list[Shown]
    confirmed: dict[str, Id]
    """By nonce: their slots go."""
    delayed: list[str]
    """The nonces of what is to be sent again later."""
    says_live: bool
    mistimed: int
    """Messages that would leave the page long before their time, or after it."""

    @classmethod
    def read(cls, html: str) -> Self:
        said = [Shown(Id.parse(each.id), Word.parse(each.body)) for each in said_in(html)]
        anew = ALL_ANEW in html
        ids = {str(each.word): each.id for each in said}
        return cls(
            anew=anew,
            appended=said if anew or APPENDED in html else [],
            confirmed={nonce: ids[nonce] for nonce in SLOT_GONE.findall(html)},
            delayed=DELAYED.findall(html),
            says_live=LIVE in html,
            mistimed=sum(
                not RETENTION_MS - SLACK_MS < int(left) <= RETENTION_MS for left in MS_LEFT.findall(html)
            ),
        )
