"""The message stores: in memory on a moving clock, and in Redis on its own."""

import time
from collections.abc import Iterator

import pytest

from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.redis_connection import connect
from tests.conftest import MovingClock
from tests.contract.message_stores import RETENTION_MS, Blocks, Store, forget_all


@pytest.fixture
def messages_in_memory(clock: MovingClock) -> Store:
    blocks = Blocks()
    messages = InMemoryMessageRepository(InMemoryMailroom(), clock, RETENTION_MS, blocks.blockers)
    return Store(messages, lambda ms: clock.forward(milliseconds=ms), blocks)


@pytest.fixture
def messages_in_redis(redis_url: str) -> Iterator[Store]:
    client = connect(redis_url)
    forget_all(client)
    blocks = Blocks()
    messages = RedisMessageRepository(client, RETENTION_MS, blocks.blockers)
    yield Store(messages, lambda ms: time.sleep(ms / 1000), blocks)
    client.close()


@pytest.fixture(params=["messages_in_memory", "messages_in_redis"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(request.param)
    return found
