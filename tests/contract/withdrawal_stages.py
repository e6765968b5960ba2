"""A message store under test, and what takes messages back there."""

from dataclasses import dataclass

from felchat.chat.domain import Message
from felchat.chat.withdrawal_repository import WithdrawalRepository
from tests.contract.message_stores import ALICE, TALK, Store, bodies


@dataclass
class Stage:
    """A store of messages, and what takes them back there."""

    store: Store
    withdrawals: WithdrawalRepository

    def say(self, body: str, sender: int = ALICE, nonce: str = "") -> Message:
        return self.store.say(body, sender, nonce=nonce)

    def take_back(self, message: Message) -> None:
        self.withdrawals.take_back(TALK, message.sender, message.id)

    def left(self) -> list[str]:
        return bodies(self.store.messages.latest(TALK, 100))
