"""One question for all who want to know at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
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

    def ask(self, asks: Asks[K, V]) -> None:
        try:
            self.found = asks(list(self.wanted))
        except StorageAway as away:
            self.away = away


class Gathering(Generic[K, V]):
    """Asks at once; while it does, those who come wait, and are asked for together after that.

    So nobody is answered by what was asked before they came, and nobody waits for company.
    """

    def __init__(self, asks: Asks[K, V]) -> None:
        self._asks = asks
        self._turn, self._joining = Lock(), Lock()
        self._next = Batch[K, V]()

    def __call__(self, key: K) -> V | None:
        """What is found for it, or None. Raises StorageAway to all of a batch alike."""
        batch = self._joined(key)
        with self._turn:
            if batch is self._next:  # nobody has asked for it yet
                self._close()
                batch.ask(self._asks)
        if batch.away:
            raise StorageAway(*batch.away.args) from batch.away
        if batch.found is None:  # whoever asked for it did not come to an end
            return self(key)
        return batch.found.get(key)

    def _joined(self, key: K) -> Batch[K, V]:
        with self._joining:
            self._next.wanted[key] = None
            return self._next

    def _close(self) -> None:
        """Let whoever comes from now on be asked for later."""
        with self._joining:
            self._next = Batch()
