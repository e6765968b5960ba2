"""A Redis that hangs: one command finds out, and the others need not wait."""

from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from redis import Redis

from felchat.chat.events import SessionEnded
from felchat.chat.redis_mailroom import RedisMailroom
from felchat.domain import StorageAway
from felchat.redis_connection import connect, storage_away
from felchat.redis_patience import ANSWER_WITHIN
from tests import servers
from tests.contract.post import BOB, Post, opened


@pytest.fixture
def server() -> Iterator[servers.RedisServer]:
    with servers.own_redis() as server:
        yield server


@pytest.fixture
def client(server: servers.RedisServer) -> Iterator["Redis"]:
    client = connect(server.url)
    client.ping()
    yield client
    client.close()


def ping_together(client: "Redis") -> None:
    with client.pipeline() as pipeline:
        pipeline.ping()
        pipeline.execute()


WAYS: list[Callable[["Redis"], object]] = [Redis.ping, ping_together]


@pytest.mark.parametrize("ask", WAYS)
def test_of_a_hundred_questions_one_waits(
    server: servers.RedisServer, client: "Redis", ask: Callable[["Redis"], object]
) -> None:
    with servers.frozen(server.process):
        began = monotonic()
        for _ in range(100):
            with pytest.raises(StorageAway), storage_away():
                ask(client)
        assert monotonic() - began < 2 * ANSWER_WITHIN
    servers.wait_until(lambda: answers(client), "it is asked again", within=10)
    for each in WAYS:
        each(client)


def answers(client: "Redis") -> bool:
    try:
        with storage_away():
            return bool(client.ping())
    except StorageAway:
        return False


def test_who_listens_hears_again_once_it_answers(server: servers.RedisServer, client: "Redis") -> None:
    mailroom = RedisMailroom(client)
    bob = opened(Post(mailroom, mailroom), BOB)
    with servers.frozen(server.process), pytest.raises(StorageAway):
        mailroom.deliver(SessionEnded(1), BOB)
    servers.wait_until(lambda: answers(client), "it is asked again", within=10)
    mailroom.deliver(SessionEnded(2), BOB)
    assert bob.next() in (SessionEnded(1), SessionEnded(2))
