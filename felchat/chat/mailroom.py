"""What the chat asks of the mailroom, which carries events to open pages."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from felchat.chat.events import Event


class FellBehind(Exception):
    """An inbox was full: its reader is too slow, and the events since are lost to it."""


class InboxClosed(Exception):
    """Whoever reads this inbox has no more to wait for."""


class Inbox(Protocol):
    """Where the events for one person wait for one reader; bounded."""

    def put(self, event: object) -> None:
        """Leave an event; never waits. When the inbox is full the reader has fallen behind."""
        ...

    def take(self, timeout: float | None = None) -> object | None:
        """The next event, or None when nothing came within `timeout` seconds (None: for ever).

        Raises FellBehind once the inbox overflowed, InboxClosed once it was closed.
        """
        ...

    def at_once(self, deal: Callable[[object], bool]) -> None:
        """Let that deal with an event right where it is left, while nothing is taken and nothing waits.

        It may wait for nobody, and returns whether it did: if not, the event is taken as always.
        """
        ...

    def wake(self) -> None:
        """Let whoever waits look again what there is to do; they take None."""
        ...

    def watch(self, people: Collection[int]) -> None:
        """Take in PersonChanged of these people from now on, and of no others."""
        ...

    def close(self) -> None:
        """Take nothing in any more, and wake the reader."""
        ...


class Mailroom(Protocol):
    """Carries each event to every open inbox of the people it concerns, in every process."""

    def open(self, person: int, watching: Collection[int] = ()) -> Inbox:
        """A new inbox, which gets what is delivered from now on, and PersonChanged of whom it watches.

        What is delivered while the mailroom is still connecting may be missing from it; once nothing
        will be, the inbox is told MayHaveMissed. Beyond MOST_INBOXES of a person in this process it is told
        Crowded.
        """
        ...

    def deliver(self, event: Event, *people: int) -> None:
        """Leave the event in every open inbox of those people, wherever that is."""
        ...

    def person_changed(self, person: int) -> None:
        """Tell it to every open inbox that watches that person, wherever that is: see PersonChanged."""
        ...

    def shut(self) -> Sequence[Inbox]:
        """Shut this process's share: who opens an inbox from now on is told Restarting first.

        Returns the inboxes that are open, for whoever shuts it to tell them so, too.
        """
        ...

    def depths(self) -> Sequence[int]:
        """How many events wait in each inbox that is open in this process."""
        ...
