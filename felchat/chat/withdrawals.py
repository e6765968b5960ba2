"""Take back what was said: a message of one's own, or a whole conversation."""

from collections.abc import Callable
from dataclasses import dataclass

from felchat.chat.domain import Conversation
from felchat.chat.draft_repository import DraftRepository
from felchat.chat.message_id import MessageId
from felchat.chat.withdrawal_repository import WithdrawalRepository


@dataclass(frozen=True)
class WithdrawalService:
    """What either of the two may take back, for both; also while there is a block.

    Raises WithOneself, and StorageAway.
    """

    withdrawals: WithdrawalRepository
    read: Callable[[int, int, MessageId], object]
    """Hears what somebody has seen: who said something has seen all before, and has so without it."""
    drafts: DraftRepository

    def take_back(self, sender: int, other: int, message: MessageId) -> None:
        """Remove the sender's own message. Raises NoSuchMessage, also when it is the other's."""
        conversation = Conversation.between(sender, other)
        self.withdrawals.take_back(conversation, sender, message)
        self.read(sender, other, message)

    def wipe(self, by: int, other: int) -> None:
        """Remove all that was said between the two, and what the one who wipes has typed."""
        conversation = Conversation.between(by, other)
        self.withdrawals.wipe(conversation, by)
        self.drafts.forget(by, conversation)
