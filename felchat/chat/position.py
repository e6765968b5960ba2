"""How far a page has been shown its conversation."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from felchat.chat.domain import Conversation, Message
from felchat.chat.message_id import MessageId
from felchat.chat.repositories import MessageRepository
from felchat.chat.steps import Shown

PAGE = 100
MOST_OWN = 100


@dataclass
class Position:
    """The last message that a page of the viewer's was shown; None: it shows none that counts."""

    viewer: int
    last: MessageId | None = None
    read: MessageId | None = None
    """The last of them that is kept as read."""
    _last_message: Message | None = None
    _own: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_OWN))

    def has_reached(self, message: MessageId) -> bool:
        """Whether that message was shown, or a later one."""
        return self.last is not None and message <= self.last

    def can_be_read(self, message: MessageId) -> bool:
        """Whether the viewer can have seen that message on the page, and it is not kept as read yet."""
        return self.has_reached(message) and message != self.read

    def show(self, messages: Sequence[Message], anew: bool) -> Shown:
        """The step that shows the messages, the position being then that of the last of them."""
        before = None if anew else self._last_message
        self._last_message = messages[-1]
        self.last = self._last_message.id
        self._own.extend(each.nonce for each in messages if each.sender == self.viewer)
        return Shown(messages, anew, before)

    def catch_up(self, messages: MessageRepository, conversation: Conversation) -> Iterator[Shown]:
        """What the store has beyond the position, page by page at the reader's pace. Raises StorageAway."""
        is_lost = not self._is_still_in(messages, conversation)
        if is_lost:
            self.last = None
        while found := messages.after(conversation, self.last, PAGE):
            yield self.show(found, anew=self.last is None)
            is_lost = False
            if len(found) < PAGE:
                return
        if is_lost:
            yield Shown([], anew=True)

    def _is_still_in(self, messages: MessageRepository, conversation: Conversation) -> bool:
        """Whether the store still has the last message; if not, what the page shows is gone, too.

        For that message has expired, or the store was wiped, lost its memory, or set back its clock.
        """
        if self.last is None:
            return True
        found = messages.after(conversation, self.last.just_before(), 1)
        if not found or found[0].id != self.last:
            return False
        self._last_message = found[0]
        return True

    def has_shown(self, nonce: str) -> bool:
        """Whether the viewer's own message with that nonce was among the last that were shown."""
        return nonce in self._own
