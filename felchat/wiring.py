"""Which storage stands behind which port. The only module that names concrete storage."""

from collections.abc import Callable
from functools import partial

from felchat import database
from felchat.accounts.in_sql import SqlAccountRepository, SqlSessionRepository
from felchat.accounts.passwords import BcryptPasswords, FrequentPasswords
from felchat.accounts.service import AccountService
from felchat.chat import in_redis
from felchat.chat.in_memory import InMemoryMailroom, InMemoryMessageRepository
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.redis_mailroom import RedisMailroom
from felchat.chat.repositories import Mailroom, MessageRepository
from felchat.chat.service import ChatService
from felchat.config import Settings
from felchat.domain import now
from felchat.extensions import db
from felchat.people.in_sql import SqlPersonRepository
from felchat.people.service import PeopleService
from felchat.services import Services


def wire(settings: Settings) -> Services:
    """The services on the storage that the settings name. Needs the application's context."""
    transaction = database.transactions(db.engine)
    stores: dict[str, Callable[[], None]] = {"database": partial(database.answers, transaction)}
    messages: MessageRepository
    mailroom: Mailroom
    if settings.redis_url:
        redis = in_redis.connect(settings.redis_url)
        messages = RedisMessageRepository(redis, settings.retention_ms)
        mailroom = RedisMailroom(redis)
        stores["message store"] = partial(in_redis.answers, redis)
    else:
        mailroom = InMemoryMailroom()
        messages = InMemoryMessageRepository(mailroom, now, settings.retention_ms)
        stores["message store"] = lambda: None  # this process answers, or nobody does
    chat = ChatService(messages, mailroom, settings.max_message_length, settings.chat_history_limit)
    return Services(
        accounts=AccountService(
            accounts=SqlAccountRepository(transaction),
            sessions=SqlSessionRepository(transaction),
            passwords=BcryptPasswords(settings.bcrypt_rounds),
            common_passwords=FrequentPasswords(),
            doorkeeper=chat,
            clock=now,
        ),
        people=PeopleService(SqlPersonRepository(transaction)),
        chat=chat,
        stores=stores,
    )
