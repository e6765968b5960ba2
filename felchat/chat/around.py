"""When an open page is told of the others: whom it lists, in which order, and how much of theirs is unread.

What happens is gathered, and told at most once a second, as it stands by then: nothing is lost by that, and
whoever talks fast costs no more than whoever does not. A conversation that the page itself shows costs
nothing at all while it stands on top of the list and is read as it comes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from math import inf
from time import monotonic

from felchat.accounts.domain import Viewer
from felchat.chat.domain import Message
from felchat.chat.events import (
    BlocksChanged,
    MarkedRead,
    MayHaveMissed,
    MessageSent,
    MessagesGone,
    PersonChanged,
)
from felchat.chat.mailroom import Inbox
from felchat.chat.rows import Rows
from felchat.chat.steps import PeopleChanged, Rang, Shows
from felchat.domain import StorageAway
from felchat.people.domain import Glimpse

GATHER = 0.25
"""Seconds for which what happens is gathered, so that what another page shows is read before it is unread."""
READ_WITHIN = 2.0
"""Seconds that a page has to say that it showed what came: where it does not, nobody looks at it."""
TELL_EVERY = 1.0
ASK_AGAIN = 5.0
RING_EVERY = 2.0


class Around:
    """The people that one page lists, once it has said whom. `open_id`: with whom it shows a conversation."""

    def __init__(
        self, viewer: Viewer, open_id: int | None, inbox: Inbox, glimpse: Callable[[Sequence[int]], Glimpse]
    ) -> None:
        self.viewer = viewer
        self._open_id = open_id
        self._inbox = inbox
        self._glimpse = glimpse
        self._rows: Rows | None = None
        self._due: dict[int, float] = {}
        self._just_talked: set[int] = set()
        self._all_due = False
        self._not_before = -inf
        self._rang_at = -inf

    @property
    def tell_at(self) -> float:
        """When there will be something to tell, by the monotonic clock."""
        if self._rows is None:
            return inf
        first = -inf if self._all_due else min(self._due.values(), default=inf)
        return max(first, self._not_before)

    def hear(self, event: object) -> Iterator[Rang]:
        """Take note of what happened."""
        match event:
            case MessageSent(message):
                self._said(message)
                yield from self._rung(message)
            case MarkedRead(conversation, self.viewer.id, _):
                self._read(conversation.other_than(self.viewer.id))
            case BlocksChanged(conversation):
                self._changed(conversation.other_than(self.viewer.id))
            case MessagesGone(withdrawal):
                self._changed(withdrawal.conversation.other_than(self.viewer.id))
            case MayHaveMissed() | PersonChanged(self.viewer.id):
                self._all_due = True
            case PersonChanged(person):
                self._changed(person)
            case Shows():
                self._rows, self._all_due = Rows(event), True
                self._inbox.watch([*event.marks, *([self._open_id] if self._open_id else [])])

    def tell(self) -> Iterator[PeopleChanged]:
        """What the page is to be told, if it is time to. While a store is away: nothing, but later."""
        now = monotonic()
        if self._rows is None or self.tell_at > now:
            return
        waiting = {person: due_at for person, due_at in self._due.items() if due_at > now}
        asked = [each for each in (self._rows.people if self._all_due else self._due) if each not in waiting]
        try:
            glimpse = self._glimpse(asked)
        except StorageAway:
            self._not_before = now + ASK_AGAIN
            return
        self._not_before, self._all_due, self._due = now + TELL_EVERY, False, waiting
        self._look_again_for(self._just_talked.difference(talk.other_id for talk in glimpse.talks), asked)
        if change := self._rows.changed_to(glimpse, asked, waiting):
            yield change

    def _look_again_for(self, missing: Iterable[int], asked: Collection[int]) -> None:
        """Once more for who has just talked, and is not known to: that is noted after the message is kept."""
        self._due |= {each: self._not_before for each in missing if each in asked}
        self._just_talked.difference_update(asked)

    def _said(self, message: Message) -> None:
        other = message.conversation.other_than(self.viewer.id)
        if not self._is_settled(other):
            self._changed(other)
            self._just_talked.add(other)
        elif message.sender == other:
            self._due.setdefault(other, monotonic() + READ_WITHIN)

    def _read(self, other: int) -> None:
        if self._is_settled(other):
            self._due.pop(other, None)
        else:
            self._changed(other)

    def _changed(self, person: int) -> None:
        self._due[person] = min(self._due.get(person, inf), monotonic() + GATHER)

    def _is_settled(self, other: int) -> bool:
        """Whether it is the page's own conversation, on top of the list and with nothing to read."""
        if self._rows is None or other != self._open_id:
            return False
        return self._rows.has_on_top(other) and not self._rows.shows_unread(other)

    def _rung(self, message: Message) -> Iterator[Rang]:
        wanted = self._rows and self.viewer.preferences.sound and message.sender != self.viewer.id
        if wanted and monotonic() - self._rang_at >= RING_EVERY:
            self._rang_at = monotonic()
            yield Rang()
