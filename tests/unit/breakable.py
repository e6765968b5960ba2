"""A mailroom and a message store that a test may break."""

from collections.abc import Sequence
from dataclasses import dataclass

from felchat.chat.domain import Conversation
from felchat.chat.entries import Entry
from felchat.chat.events import Event
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.chat.message_id import MessageId
from felchat.domain import StorageAway


@dataclass
class LossyMailroom(InMemoryMailroom):
    """A mailroom that loses what it is told to lose, as a subscription does that is down."""

    losing: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def deliver(self, event: Event, *people: int) -> None:
        if not self.losing:
            super().deliver(event, *people)


class MortalStore(InMemoryMessageRepository):
    """A message store that a test may take away."""

    is_away = False

    def after(self, conversation: Conversation, after: MessageId | None, limit: int) -> Sequence[Entry]:
        if self.is_away:
            raise StorageAway("message store")
        return super().after(conversation, after, limit)
