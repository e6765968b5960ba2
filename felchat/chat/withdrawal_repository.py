"""What taking back asks of the message store."""

from typing import Protocol

from felchat.chat.domain import Conversation
from felchat.chat.message_id import MessageId


class WithdrawalRepository(Protocol):
    """Removes what was said, for both, before its time. Raises StorageAway.

    The words are gone from the store when this returns. An entry says so to whoever has them on a page,
    and the mailroom is told of it; all of this or nothing.
    """

    def take_back(self, conversation: Conversation, sender: int, message: MessageId) -> None:
        """Remove the sender's own message. Raises NoSuchMessage, also when it is the other's."""
        ...

    def wipe(self, conversation: Conversation, by: int) -> None:
        """Remove all that was said there, and leave word of who did it. Without a message nothing happens."""
        ...
