"""Drafts in Redis: a key for each person and conversation, beside its stream, which expires by itself.

Of each person a set holds with whom there may be one: an index, not the truth.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from redis import Redis

from felchat.chat.domain import Conversation
from felchat.chat.draft_repository import MOST_COMPOSERS, Draft
from felchat.chat.redis_keys import nonce_of, stream_of
from felchat.chat.scripts import script
from felchat.redis_connection import storage_away

if TYPE_CHECKING:
    from redis.client import Pipeline


class RedisDraftRepository:
    """See DraftRepository."""

    def __init__(self, redis: "Redis", retention_ms: int) -> None:
        self._redis = redis
        self._retention_ms = retention_ms
        self._keep = script(redis, "keep_draft")
        self._open = script(redis, "open_draft")

    def keep(self, draft: Draft) -> None:
        conversation, owner = draft.conversation, draft.owner
        keys = [draft_of(conversation, owner), nonce_of(conversation, owner, draft.nonce)]
        with storage_away(), self._redis.pipeline() as pipeline:
            self._keep(keys=keys, args=[self._retention_ms, draft.nonce, draft.body], client=pipeline)
            pipeline.sadd(drafts_of(owner), draft.to)
            pipeline.pexpire(drafts_of(owner), self._retention_ms)
            pipeline.execute()

    def open_in(self, conversation: Conversation, owner: int, nonce: str) -> str:
        with storage_away():
            found = cast(list[str], self._opened(self._redis, conversation, owner, nonce))
        return found[0] if found else ""

    def of(self, owner: int) -> Sequence[Draft]:
        conversations = self._listed(owner)
        with storage_away(), self._redis.pipeline() as pipeline:
            for each in conversations:
                self._opened(pipeline, each, owner, "")
            found = cast(list[list[str]], pipeline.execute())
        pairs = zip(conversations, found, strict=True)
        return [Draft(each, owner, *kept) for each, kept in pairs if kept]

    def forget(self, owner: int, only: Conversation | None = None) -> None:
        keys = [draft_of(each, owner) for each in ([only] if only else self._listed(owner))]
        if only is None:
            keys.append(drafts_of(owner))
        with storage_away(), self._redis.pipeline() as pipeline:
            for key in keys:
                pipeline.delete(key)
            pipeline.execute()

    def _listed(self, owner: int) -> list[Conversation]:
        with storage_away():
            others = cast(set[str], self._redis.smembers(drafts_of(owner)))
        return [Conversation.between(owner, int(other)) for other in others]

    def _opened(
        self, client: "Redis | Pipeline", conversation: Conversation, owner: int, nonce: str
    ) -> object:
        keys, said_prefix = [draft_of(conversation, owner)], nonce_of(conversation, owner, "")
        return self._open(keys=keys, args=[said_prefix, nonce, MOST_COMPOSERS], client=client)


def draft_of(conversation: Conversation, owner: int) -> str:
    return f"{stream_of(conversation)}:draft:{owner}"


def drafts_of(owner: int) -> str:
    return f"felchat:drafts:{owner}"
