"""Taking from what is allowed."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

from felchat.limits.domain import AtOnce, Budget, Limit, Meter, TooMany
from felchat.limits.repositories import Windows
from felchat.logs.security import Event, note

Asked = tuple[Limit, Hashable]
"""A limit, and whose: a person by id, or a name or an address, of which only a digest is kept."""


@dataclass(frozen=True)
class LimitService:
    """What may still be done. Without windows there are no limits of rate at all."""

    windows: Windows | None = None
    _held: "Counter[Hashable]" = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def take(self, *asked: Asked) -> None:
        """Count one for each of these limits, or none for any. Raises TooMany."""
        if self.windows:
            if len(asked) > 1:
                self._ask(self.windows.wait, asked)
            self._ask(self.windows.take, asked)

    def look(self, *asked: Asked) -> None:
        """Raises TooMany where `take` would; counts nothing."""
        if self.windows:
            self._ask(self.windows.wait, asked)

    def is_reached(self, limit: Limit, whose: Hashable) -> bool:
        """Whether one more would be refused."""
        return self.windows is not None and self.windows.wait(limit, key_of(whose)) > 0

    def count(self, limit: Limit, whose: Hashable) -> None:
        """Count one, and refuse nothing."""
        if self.windows:
            self.windows.take(limit, key_of(whose))

    def give_back(self, *asked: Asked) -> None:
        """Uncount what was taken of these for nothing."""
        if self.windows:
            for limit, whose in asked:
                self.windows.give_back(limit, key_of(whose))

    def forget(self, *asked: Asked) -> None:
        """Count anew for these."""
        if self.windows:
            for limit, whose in asked:
                self.windows.forget(limit, key_of(whose))

    def _ask(self, wait_for: Callable[[Limit, str], float], asked: Sequence[Asked]) -> None:
        for limit, whose in asked:
            if wait := wait_for(limit, key_of(whose)):
                note_refusal(whose)
                raise TooMany(wait)

    @contextmanager
    def holding(self, places: AtOnce, whose: Hashable) -> Iterator[None]:
        """Hold one of the places inside the block. Raises TooMany."""
        key = places, whose
        with self._lock:
            if self.windows and self._held[key] >= places.most:
                note_refusal(whose)
                raise TooMany(1)
            self._held[key] += 1
        try:
            yield
        finally:
            with self._lock:
                self._held[key] -= 1
                if not self._held[key]:
                    del self._held[key]

    def meter(self, budget: Budget) -> Meter:
        """Measures something that is in this process only."""
        return Meter(budget if self.windows else None)


def key_of(whose: Hashable) -> str:
    return sha256(repr(whose).encode()).hexdigest()[:32]


@contextmanager
def noting_limits(person: int | None = None) -> Iterator[None]:
    """Note it when a limit is reached in the block that something else holds."""
    try:
        yield
    except TooMany:
        note_refusal(person)
        raise


def note_refusal(whose: Hashable) -> None:
    """Write it down: of a person by number, of a name or an address without."""
    note(Event.LIMIT_HIT, **({"account": whose} if isinstance(whose, int) else {}))
