"""Events as text, for the way from one process to the others."""

import json

from felchat.chat.domain import Conversation, Message
from felchat.chat.events import (
    BlocksChanged,
    Event,
    IsTyping,
    MarkedRead,
    MayHaveMissed,
    MessageSent,
    PersonChanged,
    SessionEnded,
)
from felchat.chat.in_redis import id_of
from felchat.chat.message_id import MessageId


def encode(event: Event) -> str:
    """An event as it is published; add_message.lua writes its messages in the same form."""
    match event:
        case MessageSent(message, previous):
            people = f"{message.conversation.lower}:{message.conversation.higher}"
            before = str(previous or "")
            fields = [
                people,
                before,
                str(message.id),
                str(message.sender),
                message.nonce,
                message.body,
            ]
            return json.dumps(["message", *fields])
        case MarkedRead(conversation, reader, last):
            return json.dumps(["marked read", conversation.lower, conversation.higher, reader, str(last)])
        case IsTyping(conversation, person):
            return json.dumps(["is typing", conversation.lower, conversation.higher, person])
        case BlocksChanged(conversation):
            return json.dumps(["blocks changed", conversation.lower, conversation.higher])
        case PersonChanged(person):
            return json.dumps(["person changed", person])
        case SessionEnded(session_id):
            return json.dumps(["session ended", session_id])
        case MayHaveMissed():
            return json.dumps(["may have missed"])


def decode(text: str) -> Event:
    """The event that was published."""
    match json.loads(text):
        case ["message", people, previous, entry_id, sender, nonce, body]:
            lower, higher = map(int, people.split(":"))
            message = Message(id_of(entry_id), Conversation(lower, higher), int(sender), body, nonce)
            return MessageSent(message, MessageId.parse(previous))
        case ["marked read", lower, higher, reader, last]:
            return MarkedRead(Conversation(lower, higher), reader, id_of(last))
        case ["is typing", lower, higher, person]:
            return IsTyping(Conversation(lower, higher), person)
        case ["blocks changed", lower, higher]:
            return BlocksChanged(Conversation(lower, higher))
        case ["person changed", person]:
            return PersonChanged(person)
        case ["session ended", session_id]:
            return SessionEnded(session_id)
        case ["may have missed"]:
            return MayHaveMissed()
        case unknown:
            raise ValueError(f"Nobody knows the event {unknown[0]}")
