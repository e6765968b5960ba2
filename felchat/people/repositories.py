"""What the directory asks of storage."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from felchat.people.domain import Person, Talk, Terms


class PersonRepository(Protocol):
    """Everybody who is registered and not disabled. Raises StorageAway."""

    def newest(self, before: int | None, without: Collection[int], limit: int) -> Sequence[Person]:
        """Everybody with a smaller id (None: all) but those, the newest first, at most `limit`."""
        ...

    def named(self, prefix: str, after: str, without: Collection[int], limit: int) -> Sequence[Person]:
        """Whose username's key begins so and comes after that one, by their keys, at most `limit`."""
        ...

    def these(self, ids: Sequence[int]) -> Sequence[Person]:
        """The people with those ids, in that order, without who is not there."""
        ...

    def get(self, person_id: int) -> Person:
        """The person with that id; raises NoSuchPerson, whatever the number."""
        ...


class BlockRepository(Protocol):
    """Who has blocked whom, and on which terms people are. Raises StorageAway."""

    def add(self, blocker: int, blocked: int) -> None:
        """Block; blocking again is no error. Raises NoSuchPerson."""
        ...

    def remove(self, blocker: int, blocked: int) -> None:
        """Unblock; unblocking whom one has not blocked is no error."""
        ...

    def terms(self, one: int, other: int) -> Terms:
        """On which terms the two are. Raises NoSuchPerson unless both are registered and not disabled."""
        ...

    def around(self, viewer: int, others: Iterable[int]) -> Mapping[int, Terms]:
        """On which terms the viewer is with each of the others who are registered and not disabled."""
        ...

    def pairs(self) -> Sequence[tuple[int, int]]:
        """Every block: who has blocked, and whom."""
        ...

    def blocked_by(self, blocker: int) -> Sequence[int]:
        """Whom that person has blocked, by id."""
        ...


class Presence(Protocol):
    """Who is online: was seen within the last minute, in whatever process. Raises StorageAway."""

    def seen(self, person: int) -> None:
        """That person is here now. Whoever watches them is told when they were not before."""
        ...

    def online(self, people: Iterable[int]) -> frozenset[int]:
        """Those of the people who are online."""
        ...


class Conversations(Protocol):
    """Whoever must know at once of what happens between two people."""

    def talks(self, person: int) -> Sequence[Talk]:
        """The living conversations of that person, that with the newest message first; at most a hundred."""
        ...

    def blocks_changing(self, one: int, other: int) -> AbstractContextManager[None]:
        """Enclose the change of a block between the two: once it is left, it counts everywhere."""
        ...
