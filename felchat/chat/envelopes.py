"""Events as text, for the way from one process to the others."""

import json
from collections.abc import Mapping, Sequence

from felchat.chat.domain import Conversation, Message
from felchat.chat.entries import TakenBack, Wiped
from felchat.chat.events import (
    BlocksChanged,
    Event,
    IsTyping,
    MarkedRead,
    MayHaveMissed,
    MessageSent,
    MessagesGone,
    PersonChanged,
    SessionEnded,
    SessionRenewed,
)
from felchat.chat.in_redis import id_of
from felchat.chat.message_id import MessageId

OF_ONE_NUMBER: Mapping[str, type[PersonChanged | SessionEnded | SessionRenewed]] = {
    "person changed": PersonChanged,
    "session ended": SessionEnded,
    "session renewed": SessionRenewed,
}
"""Events that are all said with the id of a person, or of a session."""
NAMES = {event: name for name, event in OF_ONE_NUMBER.items()}


def encode(event: Event) -> str:
    """An event as it is published. What the scripts change they publish themselves, in the same form."""
    match event:
        case MessageSent() | MessagesGone():
            return json.dumps(fields_of(event))
        case MarkedRead(conversation, reader, last):
            return json.dumps(["marked read", conversation.lower, conversation.higher, reader, str(last)])
        case IsTyping(conversation, person):
            return json.dumps(["is typing", conversation.lower, conversation.higher, person])
        case BlocksChanged(conversation):
            return json.dumps(["blocks changed", conversation.lower, conversation.higher])
        case PersonChanged(number) | SessionEnded(number) | SessionRenewed(number):
            return json.dumps([NAMES[type(event)], number])
        case MayHaveMissed():
            return json.dumps(["may have missed"])


def decode(text: str) -> Event:
    """The event that was published."""
    match json.loads(text):
        case ["entry", *fields]:
            return entry_of(fields)
        case ["marked read", lower, higher, reader, last]:
            return MarkedRead(Conversation(lower, higher), reader, id_of(last))
        case ["is typing", lower, higher, person]:
            return IsTyping(Conversation(lower, higher), person)
        case ["blocks changed", lower, higher]:
            return BlocksChanged(Conversation(lower, higher))
        case [str(name), int(number)] if name in OF_ONE_NUMBER:
            return OF_ONE_NUMBER[name](number)
        case ["may have missed"]:
            return MayHaveMissed()
        case unknown:
            raise ValueError(f"Nobody knows the event {unknown[0]}")


def fields_of(event: MessageSent | MessagesGone) -> list[str]:
    """That an entry came to a conversation: to which, after which one, its id, and what it is."""
    entry = event.message if isinstance(event, MessageSent) else event.withdrawal
    people = f"{entry.conversation.lower}:{entry.conversation.higher}"
    came = ["entry", people, str(event.previous or ""), str(entry.id)]
    match entry:
        case Message():
            return [*came, "message", str(entry.sender), entry.nonce, entry.body]
        case TakenBack():
            return [*came, "taken back", str(entry.message)]
        case Wiped():
            return [*came, "wiped", str(entry.by)]


def entry_of(fields: Sequence[str]) -> MessageSent | MessagesGone:
    people, previous, entry_id, *what = fields
    entry, before = (id_of(entry_id), Conversation(*map(int, people.split(":")))), MessageId.parse(previous)
    match what:
        case ["message", sender, nonce, body]:
            return MessageSent(Message(*entry, int(sender), body, nonce), before)
        case ["taken back", message]:
            return MessagesGone(TakenBack(*entry, id_of(message)), before)
        case _:
            return MessagesGone(Wiped(*entry, int(what[1])), before)
