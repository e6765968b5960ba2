"""What one open page is shown next: every message once and in order, whatever happens on the way.

The store is the truth and events are hints. A page has a position, the id of the last message it was
shown. An event moves it when nothing can lie between; otherwise the store is asked. Opening a socket,
coming back after a failure and closing a gap are one and the same step.
"""

from collections.abc import Iterator
from time import monotonic

from felchat import metrics
from felchat.accounts.domain import Viewer
from felchat.chat.attending import Attending
from felchat.chat.domain import Conversation
from felchat.chat.elsewhere import Elsewhere
from felchat.chat.entries import Entry
from felchat.chat.events import (
    BlocksChanged,
    IsTyping,
    MarkedRead,
    MayHaveMissed,
    MessageSent,
    MessagesGone,
    PersonChanged,
)
from felchat.chat.mailroom import Inbox
from felchat.chat.message_id import MessageId
from felchat.chat.pace import Pace
from felchat.chat.position import Position
from felchat.chat.pulse import Pulse
from felchat.chat.repositories import MessageRepository
from felchat.chat.steps import Away, Live, NotSent, Repeated, Shown, Step, Synced
from felchat.chat.the_other import TheOther
from felchat.domain import StorageAway


class Listening(Attending):
    """One open page of one person's conversation."""

    def __init__(
        self,
        viewer: Viewer,
        conversation: Conversation,
        inbox: Inbox,
        messages: MessageRepository,
        elsewhere: Elsewhere,
    ) -> None:
        super().__init__(viewer, inbox, elsewhere, conversation.other_than(viewer.id))
        self.position = Position(viewer.id)
        self.pace = Pace()
        self._conversation = conversation
        self._messages = messages
        self._other_id = conversation.other_than(viewer.id)
        self._other = TheOther()
        self._pulse = Pulse()
        self._awaited.add(Synced)  # what the page shows already; who says nothing counts as empty

    def tells_typing(self) -> bool:
        """Whether the other may be told now that the viewer is typing; asked for that purpose alone."""
        return self._other.may_be_told_of_typing() and self.pace.allows(monotonic())

    def _needs_nobody(self, event: object) -> bool:
        """A message that is next in the page's own conversation, while the page is live."""
        match event:
            case MessageSent(message, MessageId() as previous) if self._pulse.is_live:
                return message.conversation == self._conversation and self.position.has_reached(previous)
        return False

    def _meanwhile(self, event: object) -> Iterator[Step]:
        match event:
            case Synced(last):
                self.position.last = last
            case MessageSent() | MessagesGone() | MarkedRead():
                pass  # opening asks for all of them
            case Repeated():
                yield event  # to a page that will be brought what is stored
            case _:
                yield from super()._meanwhile(event)

    def _step(self, event: object) -> Iterator[Step]:
        yield from super()._step(event)
        match event:
            case MessageSent(entry, previous) | MessagesGone(entry, previous):
                yield from self._arrived(entry, previous)
            case MayHaveMissed():
                yield from self._missed()
            case BlocksChanged() | PersonChanged(self._other_id):
                yield from self._stands_otherwise()
            case MarkedRead(self._conversation, self._other_id, last):
                yield from self._was_read(last)
            case IsTyping(self._conversation, self._other_id) if self._other.may_be_told_of_typing():
                yield event
            case Repeated(message):
                yield from self._arrived(message, previous=message.id)  # its hint may have been lost
                yield event
            case NotSent():
                yield event

    def _stands_otherwise(self) -> Iterator[Step]:
        yield from super()._stands_otherwise()
        yield from self._other.saw()

    def _asked_of_its_own(self) -> Iterator[Step]:
        """How the two stand."""
        yield from self._other.stands(self._elsewhere.standing())

    def _arrived(self, entry: Entry, previous: MessageId | None) -> Iterator[Step]:
        if entry.conversation != self._conversation:
            return
        if previous and not self.position.has_reached(previous):
            metrics.meters.gap_found()
            yield from self._missed()
        elif not self.position.has_reached(entry.id):
            yield from self._shown(self.position.show([entry], anew=previous is None))

    def _was_read(self, last: MessageId) -> Iterator[Step]:
        if not self.position.has_reached(last):
            metrics.meters.gap_found()
            yield from self._missed()  # the other was shown more than this page
        yield from self._other.has_seen(last)

    def _missed(self) -> Iterator[Step]:
        """Close the gap. While the store is away the page stays, is told so once, and is not live."""
        try:
            for shown in self.position.catch_up(self._messages, self._conversation):
                yield from self._shown(shown)
            yield from self.position.outlived(self._messages, self._conversation)
        except StorageAway:
            self._ask_again_soon()
            yield from self._pulse.beats(Away(), monotonic())
        else:
            yield from self._pulse.beats(Live(), monotonic())
            yield from self._other.saw()

    def _shown(self, shown: Shown) -> Iterator[Step]:
        if shown.anew:
            self._other.page_begins_anew()
        yield shown
        for nonce in shown.forgotten:  # the page is to say it again, or its slot would wait for ever
            yield NotSent(nonce, StorageAway("message store"))
