"""The inboxes of this process."""

from collections.abc import Collection, Sequence
from threading import RLock

from felchat.chat.events import Crowded, Event, MayHaveMissed, PersonChanged, Restarting
from felchat.chat.memory_inbox import InMemoryInbox

MOST_INBOXES = 20
"""How many one person may have in one process; each is a page with a socket and a thread or two."""


class InMemoryMailroom:
    """See Mailroom. Serves the inboxes of this process."""

    def __init__(self) -> None:
        self._inboxes: dict[int, set[InMemoryInbox]] = {}
        self._watchers: dict[int, set[InMemoryInbox]] = {}
        self._lock = RLock()
        self._shut = False

    def open(self, person: int, watching: Collection[int] = ()) -> InMemoryInbox:
        inbox = self.placed(person, watching)
        inbox.put(MayHaveMissed())
        return inbox

    def placed(self, person: int, watching: Collection[int] = ()) -> InMemoryInbox:
        """A new inbox that is not told yet that it hears."""
        inbox = InMemoryInbox(person, self)
        with self._lock:
            self._inboxes.setdefault(person, set()).add(inbox)
            self.watch(inbox, frozenset(watching))
            if self._shut:
                inbox.put(Restarting())
            elif len(self._inboxes[person]) > MOST_INBOXES:
                inbox.put(Crowded())
        return inbox

    def deliver(self, event: Event, *people: int) -> None:
        with self._lock:
            for person in people:
                for inbox in self._inboxes.get(person, ()):
                    inbox.put(event)

    def person_changed(self, person: int) -> None:
        with self._lock:
            for inbox in self._watchers.get(person, ()):
                inbox.put(PersonChanged(person))

    def shut(self) -> Sequence[InMemoryInbox]:
        with self._lock:
            self._shut = True
            return [inbox for inboxes in self._inboxes.values() for inbox in inboxes]

    def depths(self) -> Sequence[int]:
        with self._lock:
            return [inbox.depth for inboxes in self._inboxes.values() for inbox in inboxes]

    def watch(self, inbox: InMemoryInbox, people: frozenset[int]) -> None:
        """Tell that inbox of these people and of no others; one that is closed, of nobody."""
        with self._lock:
            if inbox not in self._inboxes.get(inbox.person, ()):
                people = frozenset()
            for person in inbox.watching - people:
                discard(self._watchers, person, inbox)
            for person in people - inbox.watching:
                self._watchers.setdefault(person, set()).add(inbox)
            inbox.watching = people

    def forget(self, inbox: InMemoryInbox) -> None:
        """Let go of a closed inbox; forgetting it again is no error."""
        with self._lock:
            discard(self._inboxes, inbox.person, inbox)
            self.watch(inbox, frozenset())

    def has(self, person: int) -> bool:
        """Whether they have an inbox open here."""
        return person in self._inboxes

    def people(self) -> set[int]:
        """Everybody who has an inbox open here."""
        with self._lock:
            return set(self._inboxes)


def discard(inboxes: dict[int, set[InMemoryInbox]], person: int, inbox: InMemoryInbox) -> None:
    """Take the inbox out, and the person with their last one."""
    if person in inboxes:
        inboxes[person].discard(inbox)
        if not inboxes[person]:
            del inboxes[person]
