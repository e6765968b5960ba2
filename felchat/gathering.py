"""One question for all who want to know at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Generic, TypeVar

from felchat.domain import StorageAway

K = TypeVar("K")
V = TypeVar("V")
Asks = Callable[[Sequence[K]], Mapping[K, V]]
"""Finds what there is for each of these. May raise StorageAway."""


@dataclass
class Batch(Generic[K, V]):
    """Those who are asked for together, and what was found."""

    wanted: dict[K, None] = field(default_factory=dict)
    found: Mapping[K, V] | None = None
    away: StorageAway | None = None
    over: Event = field(default_factory=Event)


class Gathering(Generic[K, V]):
    """Asks at once; while it does, those who come wait, and are asked for together after that.

    So nobody is told what was found before they came, and nobody waits for company. A store that is away is
    waited for once: whoever came meanwhile is refused, too.
    """

    def __init__(self, asks: Asks[K, V]) -> None:
        self._asks = asks
        self._turn, self._joining = Lock(), Lock()
        self._next = Batch[K, V]()

    def __call__(self, key: K) -> V | None:
        """What is found for it, or None. Raises StorageAway."""
        while True:
            batch, leads = self._joined(key)
            if leads:
                self._lead(batch)
            else:
                batch.over.wait()
            if batch.away:
                raise StorageAway(*batch.away.args) from batch.away
            if batch.found is not None:  # else who led it did not come to an end
                return batch.found.get(key)

    def _joined(self, key: K) -> tuple[Batch[K, V], bool]:
        """The batch to come, and whether it is this one's to ask for all in it."""
        with self._joining:
            leads = not self._next.wanted
            self._next.wanted[key] = None
            return self._next, leads

    def _lead(self, batch: Batch[K, V]) -> None:
        try:
            with self._turn:
                if not batch.over.is_set():
                    self._ask(batch)
        finally:
            if batch is self._next:  # its turn never came
                self._closed()
            batch.over.set()

    def _ask(self, batch: Batch[K, V]) -> None:
        self._closed()
        try:
            batch.found = self._asks(list(batch.wanted))
        except StorageAway as away:
            for refused in (batch, self._closed()):
                refused.away = away
                refused.over.set()

    def _closed(self) -> Batch[K, V]:
        """The batch that nobody joins any more."""
        with self._joining:
            closed, self._next = self._next, Batch()
        return closed
