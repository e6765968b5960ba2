"""Who talks with whom, in Redis: for each person a sorted set, by the time of the newest message.

It is an index, not the truth: what it lists is looked up in the streams, and what is dead there is taken out.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from operator import itemgetter
from typing import cast

from redis import Redis

from felchat.chat.domain import Conversation, Message
from felchat.chat.message_id import MessageId
from felchat.chat.redis_keys import stream_of
from felchat.chat.repositories import MOST_TALKS
from felchat.chat.scripts import script
from felchat.domain import StorageAway
from felchat.people.domain import Talk
from felchat.redis_connection import storage_away

NOTE_AGAIN_MS = 5000
"""Milliseconds for which a conversation that was noted need not be noted again."""
MOST_KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class Indexed:
    """Whom the index lists, and what lives of that. `noted_at` and `now` are in milliseconds."""

    other_id: int
    noted_at: float
    now: int
    unread: int
    newest: MessageId | None

    @property
    def is_over(self) -> bool:
        """Whether no message lives, nor one is said just now that nobody would note again."""
        return self.newest is None and self.now - self.noted_at > NOTE_AGAIN_MS


@dataclass
class RedisTalkRepository:
    """See TalkRepository. Which are the hundred may lag by some seconds, where there are more."""

    redis: "Redis"
    retention_ms: int
    _noted_at: dict[Conversation, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._count = script(self.redis, "count_unread")
        self._mark = script(self.redis, "mark_read")

    def note(self, message: Message, first: bool = False) -> None:
        conversation, said_at = message.conversation, message.id.ms
        if not first and said_at - self._noted_at.get(conversation, 0) < NOTE_AGAIN_MS:
            return
        with storage_away(), self.redis.pipeline() as pipeline:
            for person, other in (conversation.people, conversation.people[::-1]):
                pipeline.zadd(talks_of(person), {str(other): said_at}, gt=True)  # sent again, it is older
                pipeline.pexpire(talks_of(person), self.retention_ms + NOTE_AGAIN_MS)
            pipeline.execute()
        if len(self._noted_at) >= MOST_KNOWN:
            self._noted_at.clear()
        self._noted_at[conversation] = said_at

    def of(self, person: int) -> Sequence[Talk]:
        looked_up: list[Indexed] = []
        for first in count(step=MOST_TALKS):
            listed = self._listed(person, first)
            looked_up += listed
            living = [(each.newest, each) for each in looked_up if each.newest]
            if len(listed) < MOST_TALKS or len(living) >= MOST_TALKS:
                break
        self._forget([each.other_id for each in looked_up if each.is_over], person)
        living.sort(key=itemgetter(0), reverse=True)
        return [Talk(each.other_id, each.unread) for _, each in living[:MOST_TALKS]]

    def read(self, conversation: Conversation, reader: int, last: MessageId) -> bool:
        with storage_away():
            return bool(self._mark(keys=[read_by(conversation, reader)], args=[str(last), self.retention_ms]))

    def read_up_to(self, conversation: Conversation, reader: int) -> MessageId | None:
        with storage_away():
            last = cast(str | None, self.redis.get(read_by(conversation, reader)))
        return MessageId.parse(last) if last else None

    def _listed(self, person: int, first: int) -> list[Indexed]:
        """Whom the index lists from there on, a hundred at most, and what their streams say."""
        with storage_away():
            window = self.redis.zrevrange(talks_of(person), first, first + MOST_TALKS - 1, withscores=True)
            listed = cast(list[tuple[str, float]], window)
        with storage_away(), self.redis.pipeline() as pipeline:
            for other, _ in listed:
                conversation = Conversation.between(person, int(other))
                keys = [stream_of(conversation), read_by(conversation, person)]
                self._count(keys=keys, args=[self.retention_ms, person], client=pipeline)
            answers = cast(list[tuple[int, int, str]], pipeline.execute())
        return [
            Indexed(int(other), noted_at, now, unread, MessageId.parse(newest))
            for (other, noted_at), (now, unread, newest) in zip(listed, answers, strict=True)
        ]

    def _forget(self, others: list[int], person: int) -> None:
        if others:
            with suppress(StorageAway), storage_away():
                self.redis.zrem(talks_of(person), *others)


def talks_of(person: int) -> str:
    return f"felchat:talks:{person}"


def read_by(conversation: Conversation, reader: int) -> str:
    return f"{stream_of(conversation)}:read:{reader}"
