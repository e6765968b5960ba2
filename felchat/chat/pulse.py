"""Whether a page is live, as it was told last."""

from collections.abc import Iterator
from dataclasses import dataclass

from felchat.chat.steps import Away, Beat, Live

BEAT_AFTER = 20.0
"""Seconds after which a page is told that its state is still the same: less than ASK_EVERY, when it asks."""


@dataclass
class Pulse:
    """That of one page."""

    _state: Live | Away | None = None
    _told_at: float = 0.0

    @property
    def is_live(self) -> bool:
        return self._state == Live()

    def beats(self, state: Live | Away, now: float) -> Iterator[Live | Away | Beat]:
        """What the page is told when that is its state: what is new, or now and then that nothing is."""
        is_news = state != self._state
        if is_news or now >= self._told_at + BEAT_AFTER:
            self._state, self._told_at = state, now
            yield state if is_news else Beat()
