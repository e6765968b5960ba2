"""The inboxes of one process among several, for whoever has to follow who is here."""

from collections import deque
from collections.abc import Collection

from felchat.chat.memory_inbox import InMemoryInbox
from felchat.chat.memory_mailroom import InMemoryMailroom


class StirredMailroom(InMemoryMailroom):
    """Notes who came or left: looking at everybody for each who comes would take longer the more are here."""

    def __init__(self) -> None:
        super().__init__()
        self._stirred: deque[int] = deque()

    def placed(self, person: int, watching: Collection[int] = ()) -> InMemoryInbox:
        inbox = super().placed(person, watching)
        self._stirred.append(person)
        return inbox

    def forget(self, inbox: InMemoryInbox) -> None:
        super().forget(inbox)
        self._stirred.append(inbox.person)

    def stir_all(self) -> None:
        """Whoever is here counts as if they had just come."""
        self._stirred.extend(self.people())

    def stirred_since(self) -> set[int]:
        """Who came or left since that was asked last."""
        return {self._stirred.popleft() for _ in range(len(self._stirred))}
