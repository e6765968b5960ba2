"""A person, as the others see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from felchat.accounts.preferences import Preferences
from felchat.domain import Refusal

ONLINE_FOR = timedelta(minutes=1)
"""How long somebody counts as online after they were seen."""


class NoSuchPerson(Refusal):
    """Nobody has that id."""


class NoSuchPlace(Refusal):
    """The cursor is none that the directory gave."""


class BlockingOneself(Refusal):
    """One cannot block oneself."""


@dataclass(frozen=True, slots=True)
class Person:
    """What anybody signed in may know of somebody else."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms two people are: who of them has blocked the other, and what they show each other.

    What one of them does not show, neither of them sees. While there is a block they see nothing.
    """

    blockers: frozenset[int] = frozenset()
    presence: bool = True
    typing: bool = True
    reading: bool = True

    @classmethod
    def between(cls, one: Preferences, other: Preferences, blockers: frozenset[int] = frozenset()) -> Self:
        """The terms of two people who have these preferences."""
        return cls(
            blockers,
            presence=not blockers and one.shows_presence and other.shows_presence,
            typing=not blockers and one.shows_typing and other.shows_typing,
            reading=not blockers and one.shows_reading and other.shows_reading,
        )


@dataclass(frozen=True, slots=True)
class Talk:
    """A living conversation of somebody's: with whom, and how many messages they have not seen."""

    other_id: int
    unread: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody as the directory shows them to one viewer; `online` only if both show it (see Terms)."""

    id: int
    username: str
    online: bool
    unread: int
    is_blocked: bool
    """The viewer has blocked them."""
    blocks: bool
    """They have blocked the viewer."""

    @property
    def mark(self) -> str:
        """All that a row shows of them, in short; what is before the last colon changes without a block."""
        return f"{self.id}:{self.unread}:{self.online:d}:{self.is_blocked:d}{self.blocks:d}"


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """Some of the directory, in its order; `next` is the cursor of the page after it, None at the end."""

    people: Sequence[Listed]
    next: str | None
    unread: int = 0
    """In how many conversations the viewer has something to read, wherever they are listed."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """Some of the others as they are listed now, and whom the viewer talks to, the newest message first."""

    people: Sequence[Listed]
    talks: Sequence[Talk]
