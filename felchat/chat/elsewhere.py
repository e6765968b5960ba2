"""What an open page asks of others than the message store."""

from collections.abc import Callable
from dataclasses import dataclass

from felchat.chat.domain import Standing


@dataclass(frozen=True)
class Elsewhere:
    """What a page asks of other stores than the messages'. Each question may raise StorageAway."""

    still_signed_in: Callable[[], bool]
    standing: Callable[[], Standing]
    seen: Callable[[], None]
    """Tells that the viewer is here."""
