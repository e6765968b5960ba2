"""An inbox in this process's memory."""

from collections.abc import Callable, Collection
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING

from felchat.chat.mailroom import FellBehind, InboxClosed

if TYPE_CHECKING:
    from felchat.chat.memory_mailroom import InMemoryMailroom

INBOX_SIZE = 256


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
        if self._is_waited_for and (deal := self._deal) and self._is_dealt_with(event, deal):
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
        self._deal = None  # which knows the page: a ring is left to the collector, and takes the page along
        self._mailroom.forget(self)
        self.wake()
