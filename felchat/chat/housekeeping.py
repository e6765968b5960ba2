"""What whoever keeps the message store may ask of it, without a look at what was said."""

from dataclasses import dataclass
from typing import Protocol

from felchat.chat.domain import Conversation


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages live, in how many conversations."""

    conversations: int
    messages: int


class Housekeeping(Protocol):
    """The store as a whole. Takes a time that grows with it, and holds nobody up. Raises StorageAway."""

    def purge(self) -> None:
        """Drop what has outlived its retention and lies there unread."""
        ...

    def tally(self) -> Tally:
        """Count what lives."""
        ...

    def claim_sweep(self, seconds: float) -> bool:
        """Whether it falls to this process to purge; to no other then for so many seconds."""
        ...

    def wipe(self, only: Conversation | None = None) -> int:
        """Forget all messages, or those of one conversation, and the drafts; how many messages that were.

        Pages that are open are told, and forget them, too.
        """
        ...
