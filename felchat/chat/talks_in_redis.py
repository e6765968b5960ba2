"""Who talks with whom, in Redis: for each person a sorted set, by the time of the newest message.

It is an index, not the truth: what it lists is looked up in the streams, and what is dead there is taken out.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from redis import Redis

from felchat.chat.domain import Conversation, Message
from felchat.chat.in_redis import script
from felchat.chat.message_id import MessageId
from felchat.chat.redis_keys import stream_of
from felchat.chat.repositories import MOST_TALKS
from felchat.domain import StorageAway
from felchat.people.domain import Talk
from felchat.redis_connection import storage_away

if TYPE_CHECKING:
    from redis.client import Pipeline

NOTE_AGAIN_MS = 1000
"""Milliseconds for which a conversation that was noted need not be noted again."""
MOST_KNOWN = 10_000


@dataclass
class RedisTalkRepository:
    """See TalkRepository. The order of two conversations may lag by a second."""

    redis: "Redis"
    retention_ms: int
    _noted_at: dict[Conversation, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._count = script(self.redis, "count_unread")
        self._mark = script(self.redis, "mark_read")

    def note(self, message: Message) -> None:
        conversation, said_at = message.conversation, message.id.ms
        if said_at - self._noted_at.get(conversation, 0) < NOTE_AGAIN_MS:
            return
        with storage_away(), self.redis.pipeline(transaction=False) as pipeline:
            for person, other in (conversation.people, conversation.people[::-1]):
                pipeline.zadd(talks_of(person), {str(other): said_at})
                pipeline.pexpire(talks_of(person), self.retention_ms + NOTE_AGAIN_MS)
            pipeline.execute()
        if len(self._noted_at) >= MOST_KNOWN:
            self._noted_at.clear()
        self._noted_at[conversation] = said_at

    def of(self, person: int) -> Sequence[Talk]:
        with storage_away():
            listed = cast(list[str], self.redis.zrevrange(talks_of(person), 0, MOST_TALKS - 1))
        with storage_away(), self.redis.pipeline(transaction=False) as pipeline:
            for other in listed:
                self._count_unread(pipeline, person, Conversation.between(person, int(other)))
            counts = cast(list[int], pipeline.execute())
        found = list(zip(listed, counts, strict=True))
        if dead := [other for other, unread in found if unread < 0]:
            with suppress(StorageAway), storage_away():
                self.redis.zrem(talks_of(person), *dead)
        return [Talk(int(other), unread) for other, unread in found if unread >= 0]

    def read(self, conversation: Conversation, reader: int, last: MessageId) -> bool:
        with storage_away():
            return bool(self._mark(keys=[read_by(conversation, reader)], args=[str(last), self.retention_ms]))

    def read_up_to(self, conversation: Conversation, reader: int) -> MessageId | None:
        with storage_away():
            last = cast(str | None, self.redis.get(read_by(conversation, reader)))
        return MessageId.parse(last) if last else None

    def _count_unread(self, pipeline: "Pipeline", person: int, conversation: Conversation) -> None:
        keys = [stream_of(conversation), read_by(conversation, person)]
        self._count(keys=keys, args=[self.retention_ms, person], client=pipeline)


def talks_of(person: int) -> str:
    return f"felchat:talks:{person}"


def read_by(conversation: Conversation, reader: int) -> str:
    return f"{stream_of(conversation)}:read:{reader}"
