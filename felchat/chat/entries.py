"""What stands in a conversation's stream beside the messages: that something which was said is gone."""

from collections.abc import Sequence
from dataclasses import dataclass

from felchat.chat.domain import Conversation, Message
from felchat.chat.message_id import MessageId


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A message was taken back by whoever had said it. Nothing of that is shown, but that it is gone."""

    id: MessageId
    conversation: Conversation
    message: MessageId


@dataclass(frozen=True, slots=True)
class Wiped:
    """Whoever `by` names has wiped the conversation: nothing that stood before it is there any more."""

    id: MessageId
    conversation: Conversation
    by: int


Withdrawal = TakenBack | Wiped
"""What is gone."""

Line = Message | Wiped
"""What a conversation shows, each for its lifetime."""

Entry = Message | TakenBack | Wiped
"""What a conversation consists of. The id of each is its order and its birth, whatever it is."""


def messages_in(entries: Sequence[Entry]) -> Sequence[Message]:
    """The messages among them, in their order."""
    return [each for each in entries if isinstance(each, Message)]


def wipe_in(entries: Sequence[Entry]) -> Wiped | None:
    """The wipe that they begin with, if they do: nothing can stand before one."""
    return entries[0] if entries and isinstance(entries[0], Wiped) else None


def taken_back_in(entries: Sequence[Entry]) -> Sequence[MessageId]:
    """Which messages were taken back, as they say."""
    return [each.message for each in entries if isinstance(each, TakenBack)]
