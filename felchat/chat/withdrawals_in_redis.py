"""Taking back messages that are in Redis: two small scripts beside those of in_redis.py."""

from typing import TYPE_CHECKING

from redis import Redis

from felchat.chat.domain import Conversation, NoSuchMessage
from felchat.chat.message_id import MessageId
from felchat.chat.redis_keys import channel_of, stream_of
from felchat.chat.scripts import script
from felchat.redis_connection import storage_away

if TYPE_CHECKING:
    from redis.commands.core import Script


class RedisWithdrawalRepository:
    """See WithdrawalRepository."""

    def __init__(self, redis: "Redis", retention_ms: int) -> None:
        self._retention_ms = retention_ms
        self._take_back = script(redis, "take_back")
        self._wipe = script(redis, "wipe_conversation")

    def take_back(self, conversation: Conversation, sender: int, message: MessageId) -> None:
        if not self._run(self._take_back, conversation, sender, str(message)):
            raise NoSuchMessage

    def wipe(self, conversation: Conversation, by: int) -> None:
        self._run(self._wipe, conversation, by)

    def _run(self, script: "Script", conversation: Conversation, *told: int | str) -> object:
        channels = map(channel_of, conversation.people)
        with storage_away():
            return script(keys=[stream_of(conversation)], args=[self._retention_ms, *told, *channels])
