"""What a person takes along of the chat: the messages that live, said and received, and what they typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from felchat.chat.domain import Conversation, Message
from felchat.chat.draft_repository import DraftRepository
from felchat.chat.entries import Line, messages_in
from felchat.chat.repositories import MessageRepository, TalkRepository

PAGE = 100


@dataclass(frozen=True)
class LivingMessages:
    """See Belongings. Those of the hundred conversations with the newest messages, in each oldest first."""

    talking: TalkRepository
    messages: MessageRepository

    def of(self, person: int) -> Mapping[str, object]:
        conversations = [Conversation.between(person, talk.other_id) for talk in self.talking.of(person)]
        return {"messages": [in_json(said) for each in conversations for said in self._said_in(each)]}

    def _said_in(self, conversation: Conversation) -> list[Message]:
        pages = list(self._pages(conversation))
        return [message for page in reversed(pages) for message in messages_in(page)]

    def _pages(self, conversation: Conversation) -> Iterator[list[Line]]:
        page = list(self.messages.latest(conversation, PAGE))
        while page:
            yield page
            page = list(self.messages.before(conversation, page[0].id, PAGE))


@dataclass(frozen=True)
class Drafts:
    """See Belongings. What the person typed and has not sent."""

    drafts: DraftRepository

    def of(self, person: int) -> Mapping[str, object]:
        return {"drafts": [{"to": each.to, "body": each.body} for each in self.drafts.of(person)]}


def in_json(message: Message) -> Mapping[str, object]:
    return {
        "id": str(message.id),
        "from": message.sender,
        "to": message.recipient,
        "body": message.body,
        "sent_at": message.sent_at.isoformat(),
    }
