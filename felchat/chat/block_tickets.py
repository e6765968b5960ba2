"""What Redis is told of blocks: the database knows them, and a conversation remembers its last answer.

Beside the stream stands '=' and who has blocked, '?' and the ticket of a question, or '!' and the ticket of a
change under way (see add_message.lua). An answer counts only for the ticket that it was asked for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from redis import Redis

from felchat.chat.domain import Conversation
from felchat.chat.redis_keys import blocks_like, blocks_of, people_of
from felchat.chat.scripts import script
from felchat.redis_connection import storage_away

A_CHANGE_MS = 60_000
A_QUESTION_MS = 10_000
AT_ONCE = 1000
"""Keys that Redis looks at before it turns to somebody else."""


class BlockTickets:
    """The tickets of all conversations."""

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self._forget = script(redis, "forget_blocks")

    @contextmanager
    def changing(self, conversation: Conversation) -> Iterator[None]:
        """Enclose a change of blocks: inside, each message asks; after it, all answers so far are void."""
        with storage_away():
            self._redis.set(blocks_of(conversation), f"!{uuid4().hex}", px=A_CHANGE_MS)
        try:
            yield
        finally:
            with storage_away():  # not forgotten: whoever asks just now would put back what was
                self._redis.set(blocks_of(conversation), f"?{uuid4().hex}", px=A_QUESTION_MS)

    def person_changed(self, person: int) -> None:
        """Make void whatever is remembered of that person's conversations, once the database knows better.

        It looks through all keys, for what is remembered only after a question that came later is right.
        """
        with storage_away():
            alike = list(self._redis.scan_iter(blocks_like(person), count=AT_ONCE))
        with storage_away(), self._redis.pipeline() as pipeline:
            for key in alike:
                if person in people_of(key):
                    self._forget(keys=[key], args=[uuid4().hex, A_QUESTION_MS], client=pipeline)
            pipeline.execute()
