"""Which storage stands behind which port. The only module that names concrete storage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from felchat import database, redis_connection
from felchat.accounts.administration import AccountAdministration
from felchat.accounts.belongings import Tokens
from felchat.accounts.in_sql import SqlAccountRepository
from felchat.accounts.passwords import BcryptPasswords, FrequentPasswords
from felchat.accounts.profile import ProfileService
from felchat.accounts.repositories import Doorkeeper
from felchat.accounts.service import AccountService
from felchat.accounts.sessions_in_sql import SqlSessionRepository
from felchat.accounts.tokens import TokenService
from felchat.accounts.tokens_in_sql import SqlTokenRepository
from felchat.chat.belongings import Drafts, LivingMessages
from felchat.chat.doorkeeping import ChatDoorkeeper
from felchat.chat.draft_repository import DraftRepository
from felchat.chat.drafts import DraftService
from felchat.chat.drafts_in_memory import InMemoryDraftRepository
from felchat.chat.drafts_in_redis import RedisDraftRepository
from felchat.chat.housekeeping import Housekeeping
from felchat.chat.housekeeping_in_memory import InMemoryHousekeeping
from felchat.chat.housekeeping_in_redis import RedisHousekeeping
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.leaving import ForgottenDrafts, ForgottenTalks
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.chat.redis_mailroom import RedisMailroom
from felchat.chat.repositories import Mailroom, MessageRepository, TalkRepository
from felchat.chat.service import ChatService
from felchat.chat.talks_in_memory import InMemoryTalkRepository
from felchat.chat.talks_in_redis import RedisTalkRepository
from felchat.chat.withdrawal_repository import WithdrawalRepository
from felchat.chat.withdrawals import WithdrawalService
from felchat.chat.withdrawals_in_memory import InMemoryWithdrawalRepository
from felchat.chat.withdrawals_in_redis import RedisWithdrawalRepository
from felchat.checks.domain import Check
from felchat.checks.in_redis import check_redis
from felchat.checks.in_sql import check_database
from felchat.checks.of_settings import check_assets, check_memory, check_settings
from felchat.config import ROOT, Settings
from felchat.database import Transaction
from felchat.domain import now
from felchat.extensions import db
from felchat.people.belongings import Blocks
from felchat.people.blocks_in_sql import SqlBlockRepository
from felchat.people.in_memory import InMemoryPresence
from felchat.people.in_redis import RedisPresence
from felchat.people.in_sql import SqlPersonRepository
from felchat.people.repositories import BlockRepository, Presence
from felchat.people.service import PeopleService
from felchat.services import Services
from felchat.takeover.in_sql import SqlNewHouse
from felchat.takeover.old_house import SqlOldHouse
from felchat.takeover.service import TakeoverService


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


def wire(settings: Settings) -> Services:
    """The services on the storage that the settings name. Needs the application's context."""
    transaction = database.transactions(db.engine)
    people, blocks = SqlPersonRepository(transaction), SqlBlockRepository(transaction)
    tokens = SqlTokenRepository(transaction)
    stored = (in_redis if settings.redis_url else in_memory)(settings, blocks)
    talks, presence = stored.talks, stored.presence
    limits = (settings.max_message_length, settings.chat_history_limit)
    chat = ChatService(stored.messages, stored.mailroom, talks, blocks, presence, *limits)
    accounts = accounts_in_sql(transaction, settings, ChatDoorkeeper(stored.messages, stored.mailroom))
    leaving = (ForgottenTalks(talks, stored.housekeeping), ForgottenDrafts(stored.drafts))
    administration = AccountAdministration(accounts, leaving)
    messages, drafts = LivingMessages(talks, stored.messages), Drafts(stored.drafts)
    belongings = (Tokens(tokens), Blocks(people, blocks), messages, drafts)
    return Services(
        accounts=accounts,
        administration=administration,
        profile=ProfileService(accounts, administration, belongings),
        tokens=TokenService(tokens, now),
        people=PeopleService(people, blocks, presence, conversations=chat),
        chat=chat,
        drafts=DraftService(stored.drafts),
        withdrawals=WithdrawalService(stored.withdrawals, chat.read, stored.drafts),
        housekeeping=stored.housekeeping,
        takeover=TakeoverService(SqlOldHouse(), SqlNewHouse(transaction), accounts.passwords, now),
        stores={"database": partial(database.answers, transaction), "message store": stored.answers},
        checks=checks(transaction, settings, stored),
    )


def in_redis(settings: Settings, blocks: BlockRepository) -> Stored:
    redis = redis_connection.connect(settings.redis_url)
    mailroom = RedisMailroom(redis)
    return Stored(
        messages=RedisMessageRepository(redis, settings.retention_ms, blocks.blockers),
        mailroom=mailroom,
        talks=RedisTalkRepository(redis, settings.retention_ms),
        drafts=RedisDraftRepository(redis, settings.retention_ms),
        withdrawals=RedisWithdrawalRepository(redis, settings.retention_ms),
        housekeeping=RedisHousekeeping(redis, mailroom, settings.retention_ms),
        presence=RedisPresence(redis, mailroom.person_changed),
        answers=partial(redis_connection.answers, redis),
        check=partial(check_redis, redis, now),
    )


def in_memory(settings: Settings, blocks: BlockRepository) -> Stored:
    mailroom = InMemoryMailroom()
    messages = InMemoryMessageRepository(mailroom, now, settings.retention_ms, blocks.blockers)
    drafts = InMemoryDraftRepository(messages)
    return Stored(
        messages=messages,
        mailroom=mailroom,
        talks=InMemoryTalkRepository(messages),
        drafts=drafts,
        withdrawals=InMemoryWithdrawalRepository(messages),
        housekeeping=InMemoryHousekeeping(messages, drafts),
        presence=InMemoryPresence(now, mailroom.person_changed),
        answers=lambda: None,  # this process answers, or nobody does
        check=check_memory,
    )


def accounts_in_sql(transaction: Transaction, settings: Settings, doorkeeper: Doorkeeper) -> AccountService:
    return AccountService(
        accounts=SqlAccountRepository(transaction),
        sessions=SqlSessionRepository(transaction),
        passwords=BcryptPasswords(settings.bcrypt_rounds),
        common_passwords=FrequentPasswords(),
        doorkeeper=doorkeeper,
        clock=now,
    )


def checks(transaction: Transaction, settings: Settings, stored: Stored) -> Mapping[str, Check]:
    return {
        "settings": partial(check_settings, settings),
        "assets": check_assets,
        "database": partial(check_database, transaction, ROOT / "migrations", settings.env),
        "Redis": stored.check,
    }
