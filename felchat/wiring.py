"""Which storage stands behind which port. The only module that names concrete storage."""

from collections.abc import Callable
from functools import partial

from felchat import database, redis_connection
from felchat.accounts.administration import AccountAdministration
from felchat.accounts.belongings import Tokens
from felchat.accounts.in_sql import SqlAccountRepository
from felchat.accounts.passwords import BcryptPasswords, FrequentPasswords
from felchat.accounts.profile import ProfileService
from felchat.accounts.service import AccountService
from felchat.accounts.sessions_in_sql import SqlSessionRepository
from felchat.accounts.tokens import TokenService
from felchat.accounts.tokens_in_sql import SqlTokenRepository
from felchat.chat.belongings import LivingMessages
from felchat.chat.housekeeping import Housekeeping
from felchat.chat.housekeeping_in_memory import InMemoryHousekeeping
from felchat.chat.housekeeping_in_redis import RedisHousekeeping
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.leaving import ForgottenTalks
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.chat.redis_mailroom import RedisMailroom
from felchat.chat.repositories import Mailroom, MessageRepository, TalkRepository
from felchat.chat.service import ChatService
from felchat.chat.talks_in_memory import InMemoryTalkRepository
from felchat.chat.talks_in_redis import RedisTalkRepository
from felchat.checks.domain import Check
from felchat.checks.in_redis import check_redis
from felchat.checks.in_sql import check_database
from felchat.checks.of_settings import check_assets, check_memory, check_settings
from felchat.config import ROOT, Settings
from felchat.domain import now
from felchat.extensions import db
from felchat.people.belongings import Blocks
from felchat.people.blocks_in_sql import SqlBlockRepository
from felchat.people.in_memory import InMemoryPresence
from felchat.people.in_redis import RedisPresence
from felchat.people.in_sql import SqlPersonRepository
from felchat.people.repositories import Presence
from felchat.people.service import PeopleService
from felchat.services import Services
from felchat.takeover.in_sql import SqlNewHouse
from felchat.takeover.old_house import SqlOldHouse
from felchat.takeover.service import TakeoverService


def wire(settings: Settings) -> Services:
    """The services on the storage that the settings name. Needs the application's context."""
    transaction = database.transactions(db.engine)
    stores: dict[str, Callable[[], None]] = {"database": partial(database.answers, transaction)}
    blocks = SqlBlockRepository(transaction)
    checks: dict[str, Check] = {
        "settings": partial(check_settings, settings),
        "assets": check_assets,
        "database": partial(check_database, transaction, ROOT / "migrations", settings.env),
    }
    messages: MessageRepository
    mailroom: Mailroom
    talks: TalkRepository
    housekeeping: Housekeeping
    presence: Presence
    if settings.redis_url:
        redis = redis_connection.connect(settings.redis_url)
        mailroom = RedisMailroom(redis)
        messages = RedisMessageRepository(redis, settings.retention_ms, blocks.blockers)
        talks = RedisTalkRepository(redis, settings.retention_ms)
        housekeeping = RedisHousekeeping(redis, settings.retention_ms)
        presence = RedisPresence(redis, mailroom.came_online)
        stores["message store"] = partial(redis_connection.answers, redis)
        checks["Redis"] = partial(check_redis, redis, now)
    else:
        mailroom = InMemoryMailroom()
        messages = in_memory = InMemoryMessageRepository(
            mailroom, now, settings.retention_ms, blocks.blockers
        )
        talks = InMemoryTalkRepository(in_memory)
        housekeeping = InMemoryHousekeeping(in_memory)
        presence = InMemoryPresence(now, mailroom.came_online)
        stores["message store"] = lambda: None  # this process answers, or nobody does
        checks["Redis"] = check_memory
    chat = ChatService(
        messages, mailroom, talks, blocks, presence, settings.max_message_length, settings.chat_history_limit
    )
    accounts = AccountService(
        accounts=SqlAccountRepository(transaction),
        sessions=SqlSessionRepository(transaction),
        passwords=BcryptPasswords(settings.bcrypt_rounds),
        common_passwords=FrequentPasswords(),
        doorkeeper=chat,
        clock=now,
    )
    people = SqlPersonRepository(transaction)
    administration = AccountAdministration(accounts, leaving=[ForgottenTalks(talks, housekeeping)])
    tokens = SqlTokenRepository(transaction)
    belongings = (Tokens(tokens), Blocks(people, blocks), LivingMessages(talks, messages))
    return Services(
        accounts=accounts,
        administration=administration,
        profile=ProfileService(accounts, administration, belongings),
        tokens=TokenService(tokens, now),
        people=PeopleService(people, blocks, presence, conversations=chat),
        chat=chat,
        housekeeping=housekeeping,
        takeover=TakeoverService(SqlOldHouse(), SqlNewHouse(transaction), accounts.passwords, now),
        stores=stores,
        checks=checks,
    )
