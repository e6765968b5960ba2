"""What one open page is shown next: every message once and in order, whatever happens on the way.

The store is the truth and events are hints. A page has a position, the id of the last message it was
shown. An event moves it when nothing can lie between; otherwise the store is asked. Opening a socket,
coming back after a failure and closing a gap are one and the same step.
"""

from collections.abc import Iterator
from time import monotonic

from felchat.accounts.domain import Viewer
from felchat.chat.domain import Conversation, Message, Standing
from felchat.chat.elsewhere import Elsewhere
from felchat.chat.events import (
    BlocksChanged,
    Crowded,
    MayHaveMissed,
    MessageSent,
    PersonChanged,
    Restarting,
    SessionEnded,
)
from felchat.chat.message_id import MessageId
from felchat.chat.position import Position
from felchat.chat.repositories import Inbox, InboxClosed, MessageRepository
from felchat.chat.steps import Away, FromThePage, Live, NotSent, Repeated, Step, Synced, Unreadable
from felchat.domain import StorageAway

ASK_EVERY = 30.0
"""Seconds after which the stores are asked, even when nothing seems to be missing.

Less than people.domain.ONLINE_FOR, since that is when the viewer is said to be here, too."""
ASK_AGAIN = 5.0
"""Seconds until the session is asked for again when there was no answer."""
SYNC_WITHIN = 1.0
"""Seconds that a new page has to say what it shows already; after that it counts as empty."""


class Listening:
    """One open page of one person's conversation."""

    def __init__(
        self,
        viewer: Viewer,
        conversation: Conversation,
        inbox: Inbox,
        messages: MessageRepository,
        elsewhere: Elsewhere,
    ) -> None:
        self.position = Position(viewer.id)
        self._viewer = viewer
        self._conversation = conversation
        self._inbox = inbox
        self._messages = messages
        self._elsewhere = elsewhere
        self._standing: Standing | None = None
        self._ask_at = 0.0
        self._state: Live | Away | None = None

    def say(self, step: FromThePage) -> None:
        """Put in what comes from the page itself, in its turn."""
        self._inbox.put(step)

    def close(self) -> None:
        """Bring the steps to their end."""
        self._inbox.close()

    def steps(self) -> Iterator[Step]:
        """All that the page is to be told, in order, until it closes. Raises FellBehind when too slow."""
        try:
            yield from self._wait_until_synced()
            yield from self._step(MayHaveMissed())
            while True:
                left = self._ask_at - monotonic()
                yield from self._step(self._inbox.take(left) if left > 0 else MayHaveMissed())
        except InboxClosed:
            return

    def _wait_until_synced(self) -> Iterator[Step]:
        deadline = monotonic() + SYNC_WITHIN
        while (left := deadline - monotonic()) > 0:
            match self._inbox.take(left):
                case Synced(last):
                    self.position.last = last
                    return
                case MessageSent() | MayHaveMissed():
                    pass  # opening asks for both
                case Repeated() as answer:
                    yield answer  # to a page that will be brought what is stored
                case event:
                    yield from self._step(event)

    def _step(self, event: object) -> Iterator[Step]:
        match event:
            case MessageSent(message, previous):
                yield from self._arrived(message, previous)
            case MayHaveMissed():
                self._ask_at = monotonic() + ASK_EVERY
                yield from self._asked_elsewhere()
                yield from self._missed()
            case BlocksChanged() | PersonChanged():
                yield from self._asked_elsewhere()
            case SessionEnded(session_id):
                if session_id == self._viewer.session_id:
                    yield SessionEnded(session_id)
            case Repeated(message):
                yield from self._arrived(message, previous=message.id)  # its hint may have been lost
                yield event
            case NotSent() | Unreadable() | Restarting() | Crowded():
                yield event

    def _asked_elsewhere(self) -> Iterator[Step]:
        """Ask, and while a store is away, go on and ask again: talking needs no database."""
        try:
            if not self._elsewhere.still_signed_in():
                yield SessionEnded(self._viewer.session_id)
            self._elsewhere.seen()
            standing = self._elsewhere.standing()
        except StorageAway:
            self._ask_at = min(self._ask_at, monotonic() + ASK_AGAIN)
            return
        if standing != self._standing:
            self._standing = standing
            yield standing

    def _arrived(self, message: Message, previous: MessageId | None) -> Iterator[Step]:
        if message.conversation != self._conversation:
            return
        if previous and not self.position.has_reached(previous):
            yield from self._missed()
        elif not self.position.has_reached(message.id):
            yield self.position.show([message], anew=previous is None)

    def _missed(self) -> Iterator[Step]:
        """Close the gap. While the store is away the page stays, is told so once, and is not live."""
        try:
            yield from self.position.catch_up(self._messages, self._conversation)
        except StorageAway:
            self._ask_at = min(self._ask_at, monotonic() + ASK_AGAIN)
            yield from self._once(Away())
        else:
            yield from self._once(Live())

    def _once(self, state: Live | Away) -> Iterator[Step]:
        if state != self._state:
            self._state = state
            yield state
