"""Inboxes in this process's memory."""

from collections.abc import Callable, Collection, Sequence
from queue import Empty, SimpleQueue
from threading import Lock, RLock

from felchat.chat.events import Crowded, Event, MayHaveMissed, PersonChanged, Restarting
from felchat.chat.mailroom import FellBehind, InboxClosed

INBOX_SIZE = 256
MOST_INBOXES = 20
"""How many one person may have in one process; each is a page with a socket and a thread or two."""


class InMemoryInbox:
    """See Inbox."""

    def __init__(self, person: int, mailroom: "InMemoryMailroom") -> None:
        self.person = person
        self.watching: frozenset[int] = frozenset()
        self._mailroom = mailroom
        self._events: SimpleQueue[object] = SimpleQueue()
        self._overflowed = False
        self._closed = False
        self._deal: Callable[[object], bool] | None = None
        self._turn = Lock()
        self._is_waited_for = False

    def put(self, event: object) -> None:
        if self._is_waited_for and self._deal and self._is_dealt_with(event, self._deal):
            return
        if self._events.qsize() < INBOX_SIZE:
            self._events.put(event)
        else:
            self._overflowed = True

    def at_once(self, deal: Callable[[object], bool]) -> None:
        self._deal = deal

    def wake(self) -> None:
        self._events.put(None)

    def _is_dealt_with(self, event: object, deal: Callable[[object], bool]) -> bool:
        with self._turn:
            return self._is_waited_for and self._events.empty() and deal(event)

    @property
    def depth(self) -> int:
        """How many events wait."""
        return self._events.qsize()

    def take(self, timeout: float | None = None) -> object | None:
        if self._closed:
            raise InboxClosed
        if self._overflowed:
            raise FellBehind
        self._is_waited_for = True
        try:
            event = self._events.get(timeout=timeout)
        except Empty:
            event = None
        with self._turn:  # or whoever deals with one goes on meanwhile
            self._is_waited_for = False
        if self._closed:
            raise InboxClosed
        return event

    def watch(self, people: Collection[int]) -> None:
        self._mailroom.watch(self, frozenset(people))

    def close(self) -> None:
        self._closed = True
        self._mailroom.forget(self)
        self.wake()


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
