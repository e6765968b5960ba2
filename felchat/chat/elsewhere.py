"""What an open page asks of others than the message store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import SystemRandom

from felchat.accounts.domain import Viewer
from felchat.chat.domain import Standing
from felchat.people.domain import Glimpse

ASK_EVERY = (25.0, 30.0)
"""Seconds after which the stores are asked in any case; by chance, or pages that opened together would ask
together. Less than people.domain.ONLINE_FOR, since that is when the viewer is said to be here, too."""
TOGETHER = 0.05
"""Seconds: pages that would ask so soon after each other ask at once, which is less work (gathering.py)."""


@dataclass(frozen=True)
class Elsewhere:
    """What a page asks of other stores than the messages'. Each question may raise StorageAway."""

    viewer: Callable[[], Viewer | None]
    """Who looks, with what they prefer by now; None: their session has ended."""
    seen: Callable[[], None]
    """Tells that the viewer is here."""
    glimpse: Callable[[Sequence[int]], Glimpse]
    """Those people as they are listed now, and whom the viewer talks to."""
    standing: Callable[[], Standing] = Standing
    """How the viewer and the other stand, where there is another."""


def asks_again_at(now: float) -> float:
    """When a page asks in any case that has asked now."""
    at = now + SystemRandom().uniform(*ASK_EVERY)
    return at - at % TOGETHER
