"""What whatever counts for the limits promises, in memory, in Redis, and while Redis is away."""

from collections.abc import Iterator
from time import monotonic, sleep
from uuid import uuid4

import pytest

from felchat.limits.domain import Limit
from felchat.limits.in_memory import in_memory
from felchat.limits.in_redis import SharedWindows
from felchat.limits.repositories import Windows
from felchat.redis_connection import connect
from felchat.redis_patience import ANSWER_WITHIN
from tests import servers

THREE = Limit("three a minute", times=3, within=60)
ONE = Limit("one in three seconds", times=1, within=3)


@pytest.fixture
def windows_in_memory() -> Windows:
    return in_memory()


@pytest.fixture
def windows_in_redis(redis_url: str) -> Iterator[Windows]:
    client = connect(redis_url)
    yield SharedWindows(client)
    client.close()


@pytest.fixture
def windows_without_redis() -> Windows:
    return SharedWindows(connect("unix:///nowhere/redis.sock"))


@pytest.fixture(params=["windows_in_memory", "windows_in_redis", "windows_without_redis"])
def windows(request: pytest.FixtureRequest) -> Windows:
    found: Windows = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def mallory() -> str:
    return uuid4().hex


def test_so_many_pass_and_the_next_is_told_how_long_to_wait(windows: Windows, mallory: str) -> None:
    assert [windows.take(THREE, mallory) for _ in range(3)] == [0, 0, 0]
    assert 50 < windows.take(THREE, mallory) <= 60


def test_what_is_given_back_may_be_taken_once_more_and_no_oftener(windows: Windows, mallory: str) -> None:
    windows.give_back(THREE, mallory)
    for _ in range(3):
        windows.take(THREE, mallory)
    windows.give_back(THREE, mallory)
    assert windows.take(THREE, mallory) == 0
    assert windows.take(THREE, mallory) > 50
    assert windows.wait(THREE, "alice" + mallory) == 0


def test_nobody_else_waits_and_no_other_limit_is_touched(windows: Windows, mallory: str) -> None:
    for _ in range(4):
        windows.take(THREE, mallory)
    assert windows.take(THREE, "alice" + mallory) == 0
    assert windows.take(Limit("three an hour", times=3, within=3600), mallory) == 0


def test_to_ask_counts_nothing(windows: Windows, mallory: str) -> None:
    assert [windows.wait(THREE, mallory) for _ in range(5)] == [0] * 5
    for _ in range(3):
        windows.take(THREE, mallory)
    assert 50 < windows.wait(THREE, mallory) <= 60


def test_who_waits_as_told_passes_however_often_they_asked_meanwhile(windows: Windows, mallory: str) -> None:
    assert windows.take(ONE, mallory) == 0
    wait = windows.take(ONE, mallory)
    for _ in range(2):
        windows.take(ONE, mallory)
    assert 0 < wait <= 3
    sleep(wait + 0.05)
    assert windows.take(ONE, mallory) == 0


def test_what_is_forgotten_counts_from_nothing(windows: Windows, mallory: str) -> None:
    for _ in range(4):
        windows.take(THREE, mallory)
    windows.forget(THREE, mallory)
    assert windows.wait(THREE, mallory) == 0


def test_two_processes_count_together(redis_url: str, mallory: str) -> None:
    one, other = SharedWindows(connect(redis_url)), SharedWindows(connect(redis_url))
    for windows in (one, other, one):
        assert windows.take(THREE, mallory) == 0
    assert other.take(THREE, mallory) > 0


def test_a_redis_that_hangs_is_waited_for_once_and_the_limit_holds_all_the_same(mallory: str) -> None:
    with servers.own_redis() as server:
        windows = SharedWindows(connect(server.url))
        windows.take(THREE, mallory)
        began = monotonic()
        with servers.frozen(server.process):
            waits = [windows.take(THREE, mallory) for _ in range(100)]
        assert monotonic() - began < 2 * ANSWER_WITHIN
    assert waits[:3] == [0, 0, 0]
    assert all(waits[3:])


def test_redis_is_told_no_name_and_no_address_and_forgets_in_time(redis_url: str) -> None:
    client = connect(redis_url)
    for key in client.scan_iter("felchat:limits:*"):
        client.delete(key)
    SharedWindows(client).take(THREE, "digest")
    [key] = client.scan_iter("*digest*")
    assert key.startswith("felchat:limits:")
    assert 0 < client.ttl(key) <= THREE.within
