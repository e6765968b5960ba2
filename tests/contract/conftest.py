"""The message stores, in memory on a moving clock and in Redis on its own; and the other stores."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from felchat.accounts.factors_in_memory import InMemoryFactorRepository
from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.accounts.invitations_in_memory import InMemoryInvitationRepository
from felchat.accounts.sessions_in_memory import InMemorySessionRepository
from felchat.accounts.tokens_in_memory import InMemoryTokenRepository
from felchat.chat.drafts_in_memory import InMemoryDraftRepository
from felchat.chat.drafts_in_redis import RedisDraftRepository
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.chat.redis_mailroom import RedisMailroom
from felchat.chat.withdrawals_in_memory import InMemoryWithdrawalRepository
from felchat.chat.withdrawals_in_redis import RedisWithdrawalRepository
from felchat.people.in_memory import InMemoryBlockRepository, InMemoryPersonRepository
from felchat.redis_connection import connect
from tests.conftest import MovingClock
from tests.contract.account_stores import AccountStore, in_sql
from tests.contract.draft_stores import Desk
from tests.contract.message_stores import RETENTION_MS, Blocks, Store, forget_all
from tests.contract.post import Post
from tests.contract.withdrawal_stages import Stage
from tests.in_memory import LIFETIMES


@pytest.fixture
def messages_in_memory(clock: MovingClock) -> Store:
    blocks = Blocks()
    messages = InMemoryMessageRepository(InMemoryMailroom(), clock, RETENTION_MS, blocks.terms)
    return Store(messages, lambda ms: clock.forward(milliseconds=ms), blocks)


@pytest.fixture
def messages_in_redis(redis_url: str) -> Iterator[Store]:
    client = connect(redis_url)
    forget_all(client)
    blocks = Blocks()
    messages = RedisMessageRepository(client, RETENTION_MS, blocks.terms)
    yield Store(messages, lambda ms: time.sleep(ms / 1000), blocks)
    client.close()


@pytest.fixture(params=["messages_in_memory", "messages_in_redis"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def desk_in_memory(messages_in_memory: Store) -> Desk:
    messages = messages_in_memory.messages
    assert isinstance(messages, InMemoryMessageRepository)
    return Desk(messages_in_memory, InMemoryDraftRepository(messages))


@pytest.fixture
def desk_in_redis(messages_in_redis: Store, redis_url: str) -> Iterator[Desk]:
    client = connect(redis_url)
    yield Desk(messages_in_redis, RedisDraftRepository(client, RETENTION_MS))
    client.close()


@pytest.fixture(params=["desk_in_memory", "desk_in_redis"])
def desk(request: pytest.FixtureRequest) -> Desk:
    found: Desk = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def accounts_in_memory() -> AccountStore:
    accounts = InMemoryAccountRepository()
    people = InMemoryPersonRepository(accounts)
    return AccountStore(
        accounts,
        InMemorySessionRepository(accounts, LIFETIMES),
        InMemoryTokenRepository(accounts),
        InMemoryFactorRepository(accounts),
        InMemoryInvitationRepository(accounts),
        people,
        InMemoryBlockRepository(people),
    )


@pytest.fixture
def accounts_in_sqlite(tmp_path: Path) -> Iterator[AccountStore]:
    with in_sql(f"sqlite:///{tmp_path}/felchat.db") as store:
        yield store


@pytest.fixture
def accounts_in_postgres(database_url: str) -> Iterator[AccountStore]:
    with in_sql(database_url) as store:
        yield store


@pytest.fixture(params=["accounts_in_memory", "accounts_in_sqlite", "accounts_in_postgres"])
def kept(request: pytest.FixtureRequest) -> AccountStore:
    found: AccountStore = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def post_in_memory() -> Post:
    mailroom = InMemoryMailroom()
    return Post(mailroom, mailroom)


@pytest.fixture
def post_in_redis(redis_url: str) -> Post:
    client = connect(redis_url)
    return Post(RedisMailroom(client), RedisMailroom(client))


@pytest.fixture(params=["post_in_memory", "post_in_redis"])
def post(request: pytest.FixtureRequest) -> Post:
    found: Post = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def stage_in_memory(messages_in_memory: Store) -> Stage:
    messages = messages_in_memory.messages
    assert isinstance(messages, InMemoryMessageRepository)
    return Stage(messages_in_memory, InMemoryWithdrawalRepository(messages))


@pytest.fixture
def stage_in_redis(messages_in_redis: Store, redis_url: str) -> Iterator[Stage]:
    client = connect(redis_url)
    yield Stage(messages_in_redis, RedisWithdrawalRepository(client, RETENTION_MS))
    client.close()


@pytest.fixture(params=["stage_in_memory", "stage_in_redis"])
def stage(request: pytest.FixtureRequest) -> Stage:
    found: Stage = request.getfixturevalue(request.param)
    return found
