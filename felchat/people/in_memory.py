"""The directory, read from the accounts in this process's memory, and the blocks beside them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.accounts.preferences import Preferences
from felchat.accounts.rules import username_key
from felchat.domain import Clock
from felchat.people.domain import ONLINE_FOR, NoSuchPerson, Person, Terms


@dataclass(frozen=True)
class InMemoryPersonRepository:
    """See PersonRepository."""

    accounts: InMemoryAccountRepository

    def newest(self, before: int | None, without: Collection[int], limit: int) -> Sequence[Person]:
        newest = sorted(self._everybody(without), key=lambda each: -each.id)
        return [each for each in newest if before is None or each.id < before][:limit]

    def named(self, prefix: str, after: str, without: Collection[int], limit: int) -> Sequence[Person]:
        found = {username_key(each.username): each for each in self._everybody(without)}
        return [found[key] for key in sorted(found) if key.startswith(prefix) and key > after][:limit]

    def these(self, ids: Sequence[int]) -> Sequence[Person]:
        found = {each.id: each for each in self._everybody(())}
        return [found[each] for each in ids if each in found]

    def get(self, person_id: int) -> Person:
        if found := self.these([person_id]):
            return found[0]
        raise NoSuchPerson

    def preferences(self) -> Mapping[int, Preferences]:
        """What everybody prefers who is listed."""
        return {each.id: each.preferences for each in self.accounts.accounts if each.disabled_at is None}

    def _everybody(self, without: Collection[int]) -> Iterator[Person]:
        for account in self.accounts.accounts:
            if account.id not in without and account.disabled_at is None:
                yield Person(account.id, account.username)


@dataclass(frozen=True)
class InMemoryBlockRepository:
    """See BlockRepository."""

    people: InMemoryPersonRepository
    _blocks: set[tuple[int, int]] = field(default_factory=set)

    def add(self, blocker: int, blocked: int) -> None:
        self._blocks.add((self.people.get(blocker).id, self.people.get(blocked).id))

    def remove(self, blocker: int, blocked: int) -> None:
        self._blocks.discard((blocker, blocked))

    def terms(self, one: int, other: int) -> Terms:
        found = self.around(one, [other])
        if other not in found:
            raise NoSuchPerson
        return found[other]

    def around(self, viewer: int, others: Iterable[int]) -> Mapping[int, Terms]:
        here = self.people.preferences()
        return {
            other: Terms.between(here[viewer], here[other], self._between(viewer, other))
            for other in others
            if viewer in here and other in here
        }

    def pairs(self) -> Sequence[tuple[int, int]]:
        return sorted(self._blocks)

    def blocked_by(self, blocker: int) -> Sequence[int]:
        return sorted(blocked for by, blocked in self._blocks if by == blocker)

    def _between(self, one: int, other: int) -> frozenset[int]:
        return frozenset(blocker for blocker, _ in self._blocks & {(one, other), (other, one)})


@dataclass(frozen=True)
class InMemoryPresence:
    """See Presence."""

    clock: Clock
    came_online: Callable[[int], None]
    _seen_at: dict[int, datetime] = field(default_factory=dict)

    def seen(self, person: int) -> None:
        was_here = self._is_online(person)
        self._seen_at[person] = self.clock()
        if not was_here:
            self.came_online(person)

    def online(self, people: Iterable[int]) -> frozenset[int]:
        return frozenset(filter(self._is_online, people))

    def _is_online(self, person: int) -> bool:
        seen_at = self._seen_at.get(person)
        return seen_at is not None and self.clock() - seen_at < ONLINE_FOR
