"""Housekeeping in Redis: walks the streams and the drafts by SCAN, a bounded batch at a time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, cast

from redis import Redis
from redis.exceptions import NoPermissionError

from felchat.chat.domain import Conversation
from felchat.chat.drafts_in_redis import draft_of
from felchat.chat.events import MayHaveMissed
from felchat.chat.housekeeping import Tally
from felchat.chat.mailroom import Mailroom
from felchat.chat.redis_keys import people_of, stream_of
from felchat.chat.scripts import script
from felchat.redis_connection import storage_away

if TYPE_CHECKING:
    from redis.client import Pipeline

STREAMS = ("felchat:{*}", "STREAM")
DRAFTS = ("felchat:{*}:draft:*", "STRING")
SWEEP = "felchat:sweep"
"""There while somebody has purged lately."""
BATCH = 500


@dataclass
class RedisHousekeeping:
    """See Housekeeping. A stream that was emptied keeps its last id, so that ids go on rising."""

    redis: "Redis"
    mailroom: Mailroom
    retention_ms: int

    def __post_init__(self) -> None:
        self._count_messages = script(self.redis, "count_messages")

    def purge(self) -> None:
        with storage_away():
            oldest = self._now_ms() - self.retention_ms + 1
            for batch in self._batches(*STREAMS):
                self._each(batch, lambda ask, stream: ask.xtrim(stream, minid=oldest, approximate=False))
            self._leave_the_disk()

    def tally(self) -> Tally:
        with storage_away():
            counts = [each for batch in self._batches(*STREAMS) for each in self._each(batch, self._count)]
        return Tally(sum(map(bool, counts)), sum(counts))

    def claim_sweep(self, seconds: float) -> bool:
        with storage_away():
            return bool(self.redis.set(SWEEP, 1, nx=True, px=max(1, round(seconds * 1000))))

    def wipe(self, only: Conversation | None = None) -> int:
        wiped = 0
        with storage_away():
            for batch in [[stream_of(only)]] if only else self._batches(*STREAMS):
                wiped += sum(self._each(batch, self._count))
                self._each(batch, lambda ask, stream: ask.xtrim(stream, 0, approximate=False))
                people = {person for stream in batch for person in people_of(stream)}
                self.mailroom.deliver(MayHaveMissed(), *people)
            for batch in [drafts_in(only)] if only else self._batches(*DRAFTS):
                self._each(batch, lambda ask, draft: ask.delete(draft))
        return wiped

    def _leave_the_disk(self) -> None:
        """Where Redis appends what it does to a file, what is gone stays in that until it is written anew.

        By itself it does so only when the file has grown a lot. Who is not allowed to ask leaves it at that.
        """
        with suppress(NoPermissionError):
            kept = self.redis.info("persistence")
            busy = kept.get("aof_rewrite_in_progress") or kept.get("aof_rewrite_scheduled")
            if kept.get("aof_enabled") and not busy:
                self.redis.bgrewriteaof()

    def _count(self, ask: "Pipeline", stream: str) -> object:
        return self._count_messages(keys=[stream], args=[self.retention_ms], client=ask)

    def _now_ms(self) -> int:
        seconds, microseconds = self.redis.time()
        return seconds * 1000 + microseconds // 1000

    def _batches(self, pattern: str, kind: str) -> Iterator[Sequence[str]]:
        """All those keys, each once, though SCAN may come by it twice."""
        keys = iter(dict.fromkeys(self.redis.scan_iter(pattern, count=BATCH, _type=kind)))
        while batch := list(islice(keys, BATCH)):
            yield batch

    def _each(self, keys: Sequence[str], command: "Callable[[Pipeline, str], object]") -> list[int]:
        with self.redis.pipeline() as pipeline:
            for key in keys:
                command(pipeline, key)
            return cast(list[int], pipeline.execute())


def drafts_in(conversation: Conversation) -> list[str]:
    return [draft_of(conversation, person) for person in conversation.people]
