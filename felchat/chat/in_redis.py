"""Messages in Redis: a stream for each conversation, written and read by two small scripts."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from time import monotonic, time
from typing import Any, cast

from redis import Redis

from felchat.chat.block_tickets import BlockTickets
from felchat.chat.budget_in_redis import RedisBudgets
from felchat.chat.domain import Blocked, Composed, Conversation, Message, Withdrawn
from felchat.chat.entries import Entry, Line, TakenBack, Wiped
from felchat.chat.message_id import MessageId
from felchat.chat.redis_keys import blocks_of, channel_of, nonce_of, stream_of
from felchat.chat.repositories import Receipt
from felchat.chat.scripts import script
from felchat.domain import StorageAway
from felchat.limits.domain import Budget, TooMany
from felchat.people.domain import Terms
from felchat.redis_connection import storage_away

QUESTIONS = 5
"""How often the database is asked who has blocked whom, when that changes all the while."""


class RedisMessageRepository:
    """See MessageRepository."""

    def __init__(
        self,
        redis: "Redis",
        retention_ms: int,
        terms: Callable[[int, int], Terms],
        budget: Budget | None = None,
    ) -> None:
        self._redis = redis
        self._retention_ms = retention_ms
        self._terms = terms
        self._budgets = RedisBudgets(redis, budget)
        self._tickets = BlockTickets(redis)
        self._offset = time() - monotonic()  # a guess, until Redis is asked for messages
        self._add = script(redis, "add_message")
        self._read = script(redis, "read_messages")

    def add(self, composed: Composed) -> Receipt:
        with storage_away():
            wait_ms = self._budgets.spend(composed.sender)
        is_kept = False
        try:
            receipt = self._added(composed, wait_ms)
            is_kept = not receipt.repeated
        finally:
            if not (is_kept or wait_ms):
                with suppress(StorageAway), storage_away():
                    self._budgets.give_back(composed.sender)
        return receipt

    def _added(self, composed: Composed, wait_ms: int) -> Receipt:
        ticket = said = ""
        for _ in range(QUESTIONS):
            match self._tried(composed, ticket, said, wait_ms):
                case ["ask", ticket]:
                    said = ",".join(map(str, self._terms(*composed.conversation.people).blockers))
                case ["withdrawn"]:
                    raise Withdrawn
                case ["wait"]:
                    raise TooMany(wait_ms / 1000)
                case ["blocked", by]:
                    raise Blocked(frozenset(map(int, by.split(","))))
                case [entry_id, body, repeated, first]:
                    message = Message(
                        id_of(entry_id), composed.conversation, composed.sender, body, composed.nonce
                    )
                    return Receipt(message, repeated=bool(repeated), first=bool(first))
        raise StorageAway("message store")

    def blocks_changing(self, conversation: Conversation) -> AbstractContextManager[None]:
        return self._tickets.changing(conversation)

    def person_changed(self, person: int) -> None:
        self._tickets.person_changed(person)

    def latest(self, conversation: Conversation, limit: int) -> Sequence[Line]:
        return self._newest(conversation, "+", limit)

    def before(self, conversation: Conversation, before: MessageId, limit: int) -> Sequence[Line]:
        if before == MessageId(0, 0):  # Redis takes no range that excludes its very first id
            return []
        return self._newest(conversation, f"({before}", limit)

    def after(self, conversation: Conversation, after: MessageId | None, limit: int) -> Sequence[Entry]:
        return self._between(conversation, "oldest", f"({after}" if after else "-", "+", limit)

    def now(self) -> float:
        return monotonic() + self._offset

    def _tried(self, composed: Composed, ticket: str, said: str, wait_ms: int) -> Any:
        conversation = composed.conversation
        nonce = nonce_of(conversation, composed.sender, composed.nonce)
        said_by = composed.sender, composed.nonce, composed.body
        channels = map(channel_of, conversation.people)
        with storage_away():
            return self._add(
                keys=[stream_of(conversation), nonce, blocks_of(conversation)],
                args=[self._retention_ms, *said_by, ticket, said, wait_ms, *channels],
            )

    def _newest(self, conversation: Conversation, high: str, limit: int) -> list[Line]:
        return cast(list[Line], self._between(conversation, "newest", "-", high, limit)[::-1])

    def _between(
        self, conversation: Conversation, first: str, low: str, high: str, limit: int
    ) -> list[Entry]:
        with storage_away():
            answer: Any = self._read(
                keys=[stream_of(conversation)], args=[self._retention_ms, first, low, high, limit]
            )
        now_ms, entries = answer
        self._offset = now_ms / 1000 - monotonic()
        return [entry_of(conversation, *entry) for entry in entries]


def entry_of(conversation: Conversation, entry_id: str, fields: Sequence[str]) -> Entry:
    match fields:
        case ["taken back", message]:
            return TakenBack(id_of(entry_id), conversation, id_of(message))
        case ["wiped", by]:
            return Wiped(id_of(entry_id), conversation, int(by))
    found = dict(zip(fields[::2], fields[1::2], strict=True))
    return Message(id_of(entry_id), conversation, int(found["sender"]), found["body"], found["nonce"])


def id_of(entry_id: str) -> MessageId:
    return cast(MessageId, MessageId.parse(entry_id))
