"""How often the other is told that somebody is typing, and the page that it is too quick."""

from dataclasses import dataclass

from felchat.domain import Refusal, StorageAway
from felchat.limits.domain import TooMany

EVERY = 1.0
"""Seconds from one telling to the next, however often the page says it."""
LATE = 2.5
"""Seconds after a message within which its page may still say so of what that message was typed with.

A little more than the throttle in live.push.html, at whose end it says so once more."""

IN_A_ROW = 5.0
"""Seconds within which a page that is too quick is told so once: of many messages each waits a moment."""


@dataclass
class Pace:
    """That of one page."""

    _not_before: float = 0.0
    _no_word_before: float = 0.0

    def allows(self, now: float) -> bool:
        """Whether it may be told now; if so, the next time is later."""
        if now < self._not_before:
            return False
        self._not_before = now + EVERY
        return True

    def said(self, now: float) -> None:
        """A message was sent, or refused: what it was typed with is over."""
        self._not_before = now + LATE

    def tells_of(self, reason: Refusal | StorageAway, now: float) -> bool:
        """Whether the page is to be told now why a message of its waits."""
        if not isinstance(reason, TooMany):
            return True
        is_news, self._no_word_before = now >= self._no_word_before, now + IN_A_ROW
        return is_news
