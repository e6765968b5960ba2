"""A process of Felchat's chat, whose mailroom can lose things."""

from collections.abc import Callable, Collection, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count

from felchat.chat.events import Event, SessionEnded
from felchat.chat.mailroom import FellBehind, Inbox, Mailroom
from felchat.chat.service import ChatService
from felchat.chat.withdrawals import WithdrawalService
from felchat.people.service import PeopleService

AT_ONCE = 0.05
MARKS = count(1)


@dataclass
class FilledInbox:
    """An inbox in which something is, whenever somebody takes it."""

    whole: Inbox

    def put(self, event: object) -> None:
        self.whole.put(event)

    def take(self, _timeout: float | None = None) -> object:
        event = self.whole.take(AT_ONCE)
        assert event, "the reader waits for what was lost"
        return event

    def at_once(self, deal: Callable[[object], bool]) -> None:
        self.whole.at_once(deal)

    def wake(self) -> None:
        self.whole.wake()

    def watch(self, people: Collection[int]) -> None:
        self.whole.watch(people)

    def close(self) -> None:
        self.whole.close()


@dataclass
class LossyMailroom:
    """A mailroom that loses what it is told to lose."""

    whole: Mailroom
    losing: bool = False

    def open(self, person: int, watching: Collection[int] = ()) -> Inbox:
        return FilledInbox(self.whole.open(person, watching))

    def deliver(self, event: Event, *people: int) -> None:
        if not self.losing:
            self.whole.deliver(event, *people)

    def person_changed(self, person: int) -> None:
        self.whole.person_changed(person)

    def shut(self) -> Sequence[Inbox]:
        return self.whole.shut()

    def depths(self) -> Sequence[int]:
        return self.whole.depths()


@dataclass
class Process:
    """What one process offers its people, and its mailroom."""

    mailroom: LossyMailroom
    chat: ChatService
    people: PeopleService
    withdrawals: WithdrawalService

    def settle(self, person: int) -> None:
        """Return when all that was delivered to that person has come."""
        marks = (SessionEnded(-next(MARKS)) for _ in range(100))  # or a late one would be taken for the next
        assert any(self._brings(mark, person) for mark in marks), "nothing reaches the inbox"

    def _brings(self, mark: Event, person: int) -> bool:
        inbox = self.mailroom.whole.open(person)
        self.mailroom.whole.deliver(mark, person)
        with closing(inbox), suppress(FellBehind):
            while event := inbox.take(AT_ONCE):
                if event == mark:
                    return True
        return False
