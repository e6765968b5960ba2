"""Who talks with whom, read from the messages in this process's memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from felchat.chat.domain import Conversation, Message
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.message_id import MessageId
from felchat.chat.repositories import MOST_TALKS
from felchat.people.domain import Talk


@dataclass
class InMemoryTalkRepository:
    """See TalkRepository."""

    messages: InMemoryMessageRepository
    _read: dict[tuple[Conversation, int], MessageId] = field(default_factory=dict)

    def note(self, message: Message, first: bool = False) -> None:
        """The messages themselves tell."""

    def of(self, person: int) -> Sequence[Talk]:
        living = self.messages.living()
        own = [said for conversation, said in living.items() if person in conversation.people]
        own.sort(key=lambda said: said[-1].id, reverse=True)
        self._read = {key: last for key, last in self._read.items() if key[0] in living}
        return [self._talk(person, said) for said in own[:MOST_TALKS]]

    def read(self, conversation: Conversation, reader: int, last: MessageId) -> bool:
        seen = self._read.get((conversation, reader))
        if seen and last <= seen:
            return False
        self._read[conversation, reader] = last
        return True

    def read_up_to(self, conversation: Conversation, reader: int) -> MessageId | None:
        return self._read.get((conversation, reader)) if conversation in self.messages.living() else None

    def _talk(self, person: int, said: Sequence[Message]) -> Talk:
        conversation = said[0].conversation
        other = conversation.other_than(person)
        read = self._read.get((conversation, person), MessageId(0, 0))
        unread = takewhile(lambda each: each.sender == other and each.id > read, reversed(said))
        return Talk(other, len(list(unread)))
