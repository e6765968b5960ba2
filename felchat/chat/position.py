"""How far a page has been shown its conversation."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from felchat.chat.domain import Message, MessageId
from felchat.chat.steps import Shown

MOST_OWN = 100


@dataclass
class Position:
    """The last message that a page of the viewer's was shown; None: it shows none that counts."""

    viewer: int
    last: MessageId | None = None
    _own: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_OWN))

    def is_beyond(self, message: MessageId) -> bool:
        return self.last is not None and message <= self.last

    def show(self, messages: Sequence[Message], anew: bool) -> Shown:
        """The step that shows the messages, the position being then that of the last of them."""
        self.last = messages[-1].id
        self._own.extend(each.nonce for each in messages if each.sender == self.viewer)
        return Shown(messages, anew)

    def has_shown(self, nonce: str) -> bool:
        """Whether the viewer's own message with that nonce was among the last that were shown."""
        return nonce in self._own
