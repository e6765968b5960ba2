"""Where messages are, and whatever lives beside them: in Redis, or in this process's memory."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from felchat import redis_connection
from felchat.chat.draft_repository import DraftRepository
from felchat.chat.drafts_in_memory import InMemoryDraftRepository
from felchat.chat.drafts_in_redis import RedisDraftRepository
from felchat.chat.housekeeping import Housekeeping
from felchat.chat.housekeeping_in_memory import InMemoryHousekeeping
from felchat.chat.housekeeping_in_redis import RedisHousekeeping
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.mailroom import Mailroom
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.chat.redis_mailroom import RedisMailroom
from felchat.chat.repositories import MessageRepository, TalkRepository
from felchat.chat.talks_in_memory import InMemoryTalkRepository
from felchat.chat.talks_in_redis import RedisTalkRepository
from felchat.chat.withdrawal_repository import WithdrawalRepository
from felchat.chat.withdrawals_in_memory import InMemoryWithdrawalRepository
from felchat.chat.withdrawals_in_redis import RedisWithdrawalRepository
from felchat.checks.domain import Check
from felchat.checks.in_redis import check_redis
from felchat.checks.of_settings import check_memory
from felchat.config import Settings
from felchat.domain import Clock
from felchat.limits.domain import Budget
from felchat.limits.in_memory import in_memory as windows_in_memory
from felchat.limits.in_redis import SharedWindows
from felchat.limits.repositories import Windows
from felchat.limits.rules import MESSAGES
from felchat.people.in_memory import InMemoryPresence
from felchat.people.in_redis import RedisPresence
from felchat.people.repositories import BlockRepository, Presence


@dataclass(frozen=True)
class Stored:
    """Where messages are, and whatever else lives beside them."""

    messages: MessageRepository
    mailroom: Mailroom
    talks: TalkRepository
    drafts: DraftRepository
    withdrawals: WithdrawalRepository
    housekeeping: Housekeeping
    presence: Presence
    answers: Callable[[], None]
    check: Check
    windows: Windows


def in_redis(settings: Settings, blocks: BlockRepository, clock: Clock) -> Stored:
    redis = redis_connection.connect(settings.redis_url)
    mailroom = RedisMailroom(redis)
    return Stored(
        messages=RedisMessageRepository(redis, settings.retention_ms, blocks.terms, budget(settings)),
        mailroom=mailroom,
        talks=RedisTalkRepository(redis, settings.retention_ms),
        drafts=RedisDraftRepository(redis, settings.retention_ms),
        withdrawals=RedisWithdrawalRepository(redis, settings.retention_ms),
        housekeeping=RedisHousekeeping(redis, mailroom, settings.retention_ms),
        presence=RedisPresence(redis, mailroom.person_changed),
        answers=partial(redis_connection.answers, redis),
        check=partial(check_redis, redis, clock),
        windows=SharedWindows(redis),
    )


def in_memory(settings: Settings, blocks: BlockRepository, clock: Clock) -> Stored:
    mailroom = InMemoryMailroom()
    messages = InMemoryMessageRepository(
        mailroom, clock, settings.retention_ms, blocks.terms, budget(settings)
    )
    drafts = InMemoryDraftRepository(messages)
    return Stored(
        messages=messages,
        mailroom=mailroom,
        talks=InMemoryTalkRepository(messages),
        drafts=drafts,
        withdrawals=InMemoryWithdrawalRepository(messages),
        housekeeping=InMemoryHousekeeping(messages, drafts),
        presence=InMemoryPresence(clock, mailroom.person_changed),
        answers=lambda: None,  # this process answers, or nobody does
        check=check_memory,
        windows=windows_in_memory(),
    )


def budget(settings: Settings) -> Budget | None:
    """What a person may say at once; None: without a limit."""
    return MESSAGES if settings.ratelimit_enabled else None
