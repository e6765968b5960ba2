"""Messages in Redis: a stream for each conversation, written and read by two small scripts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from redis import BlockingConnectionPool, Redis, exceptions
from redis.backoff import ExponentialWithJitterBackoff
from redis.retry import Retry

from felchat.chat.domain import Conversation, Draft, Message, MessageId
from felchat.chat.repositories import Receipt
from felchat.domain import StorageAway

SCRIPTS = Path(__file__).parent
AWAY = (
    exceptions.ConnectionError,
    exceptions.TimeoutError,
    exceptions.ReadOnlyError,
    exceptions.OutOfMemoryError,
)
CONNECTIONS = 64
ANSWER_WITHIN = 3


def connect(url: str) -> "Redis":
    """A client of that Redis. It waits at most three seconds for an answer, and tries twice more.

    Every command that is repeated so can be: the script that writes knows its messages by nonce.
    """
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=CONNECTIONS,
        timeout=ANSWER_WITHIN,
        socket_timeout=ANSWER_WITHIN,
        socket_connect_timeout=ANSWER_WITHIN,
        health_check_interval=30,
        decode_responses=True,
        retry=Retry(ExponentialWithJitterBackoff(base=0.02, cap=0.2), retries=2),
    )
    return Redis(connection_pool=pool)


@contextmanager
def storage_away() -> Iterator[None]:
    """Turn "Redis does not answer", and "it takes no writes", into StorageAway."""
    try:
        yield
    except AWAY as away:
        raise StorageAway("message store") from away
    except exceptions.ResponseError as refused:
        if str(refused).startswith(("MISCONF", "LOADING", "MASTERDOWN", "NOREPLICAS", "UNBLOCKED")):
            raise StorageAway("message store") from refused
        raise


def answers(redis: "Redis") -> None:
    """Return when Redis answers; raise StorageAway when it does not."""
    with storage_away():
        redis.ping()


def channel_of(person: int) -> str:
    """Where the events for that person are published."""
    return f"felchat:inbox:{person}"


class RedisMessageRepository:
    """See MessageRepository. The keys of a conversation share a hash tag, hence a cluster's slot."""

    def __init__(self, redis: "Redis", retention_ms: int) -> None:
        self._retention_ms = retention_ms
        self._add = redis.register_script((SCRIPTS / "add_message.lua").read_text(encoding="utf-8"))
        self._read = redis.register_script((SCRIPTS / "read_messages.lua").read_text(encoding="utf-8"))

    def add(self, draft: Draft) -> Receipt:
        stream = stream_of(draft.conversation)
        nonce_key = f"{stream}:nonce:{draft.sender}:{draft.nonce}"
        channels = [channel_of(person) for person in draft.conversation.people]
        with storage_away():
            found: Any = self._add(
                keys=[stream, nonce_key],
                args=[self._retention_ms, draft.sender, draft.nonce, draft.body, *channels],
            )
        entry_id, body, repeated = found
        message = Message(id_of(entry_id), draft.conversation, draft.sender, body, draft.nonce)
        return Receipt(message, repeated=bool(repeated))

    def latest(self, conversation: Conversation, limit: int) -> Sequence[Message]:
        return self._newest(conversation, "+", limit)

    def before(self, conversation: Conversation, before: MessageId, limit: int) -> Sequence[Message]:
        if before == MessageId(0, 0):  # Redis takes no range that excludes its very first id
            return []
        return self._newest(conversation, f"({before}", limit)

    def after(self, conversation: Conversation, after: MessageId | None, limit: int) -> Sequence[Message]:
        return self._between(conversation, "oldest", f"({after}" if after else "-", "+", limit)

    def _newest(self, conversation: Conversation, high: str, limit: int) -> list[Message]:
        return self._between(conversation, "newest", "-", high, limit)[::-1]

    def _between(
        self, conversation: Conversation, first: str, low: str, high: str, limit: int
    ) -> list[Message]:
        with storage_away():
            entries: Any = self._read(
                keys=[stream_of(conversation)], args=[self._retention_ms, first, low, high, limit]
            )
        return [message_of(conversation, *entry) for entry in entries]


def stream_of(conversation: Conversation) -> str:
    return f"felchat:{{{conversation.lower}:{conversation.higher}}}"


def message_of(conversation: Conversation, entry_id: str, fields: Sequence[str]) -> Message:
    found = dict(zip(fields[::2], fields[1::2], strict=True))
    return Message(id_of(entry_id), conversation, int(found["sender"]), found["body"], found["nonce"])


def id_of(entry_id: str) -> MessageId:
    return cast(MessageId, MessageId.parse(entry_id))
