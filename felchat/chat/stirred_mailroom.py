"""The inboxes of one process among several, for whoever has to follow who is here."""

from collections.abc import Collection

from felchat.chat.memory_inbox import InMemoryInbox
from felchat.chat.memory_mailroom import InMemoryMailroom


class StirredMailroom(InMemoryMailroom):
    """Notes who came or left: looking at everybody for each who comes would take longer the more are here."""

    def __init__(self) -> None:
        super().__init__()
        self._stirred: set[int] = set()

    def placed(self, person: int, watching: Collection[int] = ()) -> InMemoryInbox:
        with self._lock:
            self._stirred.add(person)
            return super().placed(person, watching)

    def forget(self, inbox: InMemoryInbox) -> None:
        with self._lock:
            self._stirred.add(inbox.person)
            super().forget(inbox)

    def stir_all(self) -> None:
        """Whoever is here counts as if they had just come."""
        with self._lock:
            self._stirred |= self.people()

    def stirred_since(self) -> set[int]:
        """Who came or left since that was asked last."""
        with self._lock:
            stirred, self._stirred = self._stirred, set()
        return stirred
