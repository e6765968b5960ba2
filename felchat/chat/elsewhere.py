"""What an open page asks of others than the message store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from felchat.accounts.domain import Viewer
from felchat.chat.domain import Standing
from felchat.people.domain import Glimpse


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
