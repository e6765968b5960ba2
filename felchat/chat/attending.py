"""What one open page is told, whatever it shows: that its session ended, that it should come back.

The stores are the truth and events are hints: they are asked when the page opens, whenever something may
have been missed, and twice a minute in any case.
"""

from collections.abc import Iterator
from time import monotonic

from felchat.accounts.domain import Viewer
from felchat.chat.around import Around
from felchat.chat.elsewhere import Elsewhere, asks_again_at
from felchat.chat.events import (
    Crowded,
    MayHaveMissed,
    PersonChanged,
    Restarting,
    SessionEnded,
    SessionRenewed,
)
from felchat.chat.mailroom import Inbox, InboxClosed
from felchat.chat.steps import FromThePage, Step, Unfinished, Unreadable
from felchat.chat.teller import Teller
from felchat.domain import StorageAway

BEGIN_WITHIN = 1.0
"""Seconds that a page waits for what it begins with, and then asks without."""
ASK_AGAIN = 5.0
"""Seconds until a store is asked again that gave no answer."""


class Attending:
    """One open page of one person's. `open_id`: with whom the conversation is that it shows, if any."""

    def __init__(
        self, viewer: Viewer, inbox: Inbox, elsewhere: Elsewhere, open_id: int | None = None
    ) -> None:
        self._viewer = viewer
        self._inbox = inbox
        self._elsewhere = elsewhere
        self._around = Around(viewer, open_id, inbox, elsewhere.glimpse)
        self._ask_at = 0.0
        self._wakes_at = 0.0
        self._is_unfinished = False
        self._awaited: set[type] = {MayHaveMissed}
        """What comes before the page asks for the first time: that it hears of whatever happens."""

    def say(self, step: FromThePage) -> None:
        """Put in what comes from the page itself, in its turn."""
        self._inbox.put(step)

    def tell_at_once(self, teller: Teller) -> None:
        """Let that tell the page what it can be told without asking anybody, right where it happens."""
        self._inbox.at_once(lambda event: self._is_told(event, teller))

    def _is_told(self, event: object, teller: Teller) -> bool:
        """Whether that was possible. Whoever waits is woken if there is something to do for them since."""
        if not (self._needs_nobody(event) and teller.is_free):
            return False
        teller.tell(self._step(event))
        self._is_unfinished = not teller.is_free
        if self._is_unfinished or self._around.tell_at < self._wakes_at:
            self._wakes_at = self._around.tell_at
            self._inbox.wake()
        return True

    def _needs_nobody(self, _event: object) -> bool:
        """Whether no store has to be asked for what the page is told of that event."""
        return False

    def close(self) -> None:
        """Bring the steps to their end."""
        self._inbox.close()

    def steps(self) -> Iterator[Step]:
        """All that the page is to be told, in order, until it closes. Raises FellBehind when too slow."""
        try:
            yield from self._begin()
            yield from self._step(MayHaveMissed())
            while True:
                yield from self._step(self._next())
                if self._is_unfinished:
                    self._is_unfinished = False
                    yield Unfinished()
                yield from self._around.tell()
        except InboxClosed:
            return

    def _next(self) -> object | None:
        """The next event; None once there is something to tell of others without one."""
        if self._ask_at <= (now := monotonic()):
            return MayHaveMissed()
        self._wakes_at = min(self._ask_at, self._around.tell_at)
        return self._inbox.take(max(0, self._wakes_at - now))

    def _begin(self) -> Iterator[Step]:
        """Wait for what the page begins with: whatever is asked before would have to be asked again."""
        deadline = monotonic() + BEGIN_WITHIN
        while self._awaited and (left := deadline - monotonic()) > 0:
            event = self._inbox.take(left)
            self._awaited.discard(type(event))
            yield from self._meanwhile(event)

    def _meanwhile(self, event: object) -> Iterator[Step]:
        if event != MayHaveMissed():  # the page is about to ask in any case
            yield from self._step(event)

    def _step(self, event: object) -> Iterator[Step]:
        yield from self._around.hear(event)
        match event:
            case MayHaveMissed():
                self._ask_at = asks_again_at(monotonic())
                yield from self._asked_elsewhere()
            case PersonChanged(self._viewer.id):
                yield from self._stands_otherwise()
            case SessionEnded(session_id):
                if session_id == self._viewer.session_id:
                    yield SessionEnded(session_id)
            case SessionRenewed(session_id):
                if session_id == self._viewer.session_id:
                    yield Restarting()
            case Unreadable() | Restarting() | Crowded():
                yield event

    def _stands_otherwise(self) -> Iterator[Step]:
        """What the viewer prefers has changed, or what else the page goes by."""
        yield from self._asked_elsewhere()

    def _asked_elsewhere(self) -> Iterator[Step]:
        """Ask, and while a store is away, go on and ask again: talking needs no database."""
        try:
            if viewer := self._elsewhere.viewer():
                self._around.viewer = viewer
            else:
                yield SessionEnded(self._viewer.session_id)
            self._elsewhere.seen()
            yield from self._asked_of_its_own()
        except StorageAway:
            self._ask_again_soon()

    def _asked_of_its_own(self) -> Iterator[Step]:
        """What else this kind of page asks. May raise StorageAway."""
        yield from ()

    def _ask_again_soon(self) -> None:
        self._ask_at = min(self._ask_at, monotonic() + ASK_AGAIN)
