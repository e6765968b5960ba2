"""What drafts ask of storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from felchat.chat.domain import Conversation

MOST_COMPOSERS = 20
"""How many composers a draft remembers to have stood in."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed and has not sent, seen by nobody else. `nonce` is that of its composer."""

    conversation: Conversation
    owner: int
    body: str
    nonce: str

    @property
    def to(self) -> int:
        return self.conversation.other_than(self.owner)


class DraftRepository(Protocol):
    """One draft for each person and conversation, for as long as a message lives. Raises StorageAway.

    A draft remembers the composers that it stood in, the newest of them at least. Once something is
    said from one of those, it is gone: nobody need clear it, and what comes of it later stays away.
    """

    def keep(self, draft: Draft) -> None:
        """Keep it in place of the one before, and count its time anew; unless something was said from there.

        An empty body removes what stood in that composer, and leaves alone what was typed elsewhere.
        """
        ...

    def open_in(self, conversation: Conversation, owner: int, nonce: str) -> str:
        """The text of the draft, or nothing. From here on it stands in the composer of that nonce, too."""
        ...

    def of(self, owner: int) -> Sequence[Draft]:
        """All the drafts of that person, in no order; of each the composer that it stood in last."""
        ...

    def forget(self, owner: int, only: Conversation | None = None) -> None:
        """Forget all the drafts of that person, or that in one conversation."""
        ...
