"""A stage for what an open page is told of the others: the services in memory, and a clock to wait by."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from felchat.accounts.domain import Account, Viewer
from felchat.accounts.preferences import Preferences
from felchat.chat.around import Around
from felchat.chat.domain import Message
from felchat.chat.mailroom import Inbox
from felchat.chat.steps import PeopleChanged, Rang, Shows
from felchat.domain import StorageAway
from felchat.people.domain import Glimpse
from felchat.services import Services
from tests.conftest import MovingClock

LATER = 1.25
"""Seconds within which everything is told that has happened."""


@dataclass
class Page:
    """An open page, whom it lists, and what it asked and heard."""

    viewer: Account
    services: Services
    clock: MovingClock
    sound: bool = False
    open_id: int | None = None
    questions: list[Sequence[int]] = field(default_factory=list)
    rings: int = 0
    is_away: bool = False
    knows_of_talks: bool = True

    def __post_init__(self) -> None:
        who = Viewer(self.viewer.id, self.viewer.username, 1, Preferences(sound=self.sound))
        self.inbox: Inbox = self.services.chat.mailroom.open(self.viewer.id)
        self.around = Around(who, self.open_id, self.inbox, self.glimpse)

    def glimpse(self, ids: Sequence[int]) -> Glimpse:
        self.questions.append(ids)
        if self.is_away:
            raise StorageAway("database")
        glimpse = self.services.people.glimpse(self.viewer.id, ids)
        return (
            glimpse
            if self.knows_of_talks
            else Glimpse([replace(each, unread=0) for each in glimpse.people], [])
        )

    def lists(self, *marks: str, searched: bool = False) -> "Page":
        """Say what it shows, and be told what else there is; nothing has been asked then."""
        self.says(*marks, searched=searched)
        self.told()
        self.questions.clear()
        return self

    def says(self, *marks: str, searched: bool = False) -> None:
        said = Shows({int(mark.split(":")[0]): mark for mark in marks}, searched, "People")
        assert list(self.around.hear(said)) == []

    def told(self, after: float = LATER) -> PeopleChanged | None:
        """What it is told once that many seconds have passed, of all that came in before."""
        while event := self.inbox.take(0):
            self.rings += list(self.around.hear(event)).count(Rang())
        self.clock.forward(seconds=after)
        return next(self.around.tell(), None)


@dataclass
class Town:
    """Alice, bob and mallory, and their pages."""

    services: Services
    clock: MovingClock
    alice: Account
    bob: Account
    mallory: Account

    @property
    def page(self) -> "partial[Page]":
        return partial(Page, services=self.services, clock=self.clock)

    def say(self, sender: Account, recipient: Account) -> Message:
        nonce = str(len(self.services.chat.history(sender.id, recipient.id)))
        return self.services.chat.send(sender.id, recipient.id, "hello", nonce).message
