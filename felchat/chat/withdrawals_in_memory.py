"""Taking back messages that are in this process's memory."""

from dataclasses import dataclass

from felchat.chat.domain import Conversation, Message, NoSuchMessage
from felchat.chat.entries import Entry, TakenBack, Wiped, messages_in
from felchat.chat.events import MessagesGone
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.message_id import MessageId


@dataclass(frozen=True)
class InMemoryWithdrawalRepository:
    """See WithdrawalRepository."""

    messages: InMemoryMessageRepository

    def take_back(self, conversation: Conversation, sender: int, message: MessageId) -> None:
        with self.messages.changing(conversation) as entries:
            left = [each for each in entries if not is_message(each, message, sender)]
            if len(left) == len(entries):
                raise NoSuchMessage
            taken = TakenBack(self.messages.next_id(conversation), conversation, message)
            previous = left[-1].id if left else None
            entries[:] = [*left, taken]
            self.messages.mailroom.deliver(MessagesGone(taken, previous), *conversation.people)

    def wipe(self, conversation: Conversation, by: int) -> None:
        with self.messages.changing(conversation) as entries:
            if messages_in(entries):
                wiped = Wiped(self.messages.next_id(conversation), conversation, by)
                entries[:] = [wiped]
                self.messages.mailroom.deliver(MessagesGone(wiped, None), *conversation.people)


def is_message(entry: Entry, message: MessageId, sender: int) -> bool:
    return isinstance(entry, Message) and (entry.id, entry.sender) == (message, sender)
