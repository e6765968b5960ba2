"""Keep what is typed, and show it again."""

from contextlib import suppress
from dataclasses import dataclass

from felchat.chat.domain import Conversation, TooLong
from felchat.chat.draft_repository import Draft, DraftRepository
from felchat.domain import StorageAway

LONGEST_DRAFT = 20_000
"""As many characters as a composer takes UTF-16 units; far more than a message may have."""


@dataclass(frozen=True)
class DraftService:
    """A person's own drafts. While the store is away nothing is kept, and nothing found."""

    drafts: DraftRepository

    def keep(self, owner: int, other: int, body: str, nonce: str) -> None:
        """Keep what stands in the composer of that nonce; white space is nothing. Raises TooLong."""
        body = body.replace("\r\n", "\n")  # as forms have line breaks
        if len(body) > LONGEST_DRAFT:
            raise TooLong(LONGEST_DRAFT)
        typed = body if body.strip() else ""
        with suppress(StorageAway):
            self.drafts.keep(Draft(Conversation.between(owner, other), owner, typed, nonce))

    def open_in(self, owner: int, other: int, nonce: str) -> str:
        """What the owner typed to the other and has not sent, to stand in the composer of that nonce."""
        with suppress(StorageAway):
            return self.drafts.open_in(Conversation.between(owner, other), owner, nonce)
        return ""
