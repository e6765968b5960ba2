"""What every keeper of presence promises, asked of each."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from felchat.people import in_redis
from felchat.people.domain import ONLINE_FOR
from felchat.people.in_memory import InMemoryPresence
from felchat.people.in_redis import RedisPresence
from felchat.people.repositories import Presence
from felchat.redis_connection import connect
from tests.conftest import MovingClock
from tests.contract.message_stores import forget_all

ALICE, BOB, MALLORY = 1, 2, 3


@dataclass
class Stage:
    """Presence as this process and another one keep it, who came online, and how a minute passes."""

    here: Presence
    there: Presence
    wait: Callable[[], None]
    came: list[int] = field(default_factory=list)


@pytest.fixture
def in_memory(clock: MovingClock) -> Stage:
    came: list[int] = []
    presence = InMemoryPresence(clock, came.append)
    return Stage(presence, presence, lambda: clock.forward(seconds=ONLINE_FOR.total_seconds()), came)


@pytest.fixture
def on_redis(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(in_redis, "SAY_AGAIN", 0)
    client = connect(redis_url)
    forget_all(client)
    came: list[int] = []
    here, there = (RedisPresence(client, came.append) for _ in range(2))

    def a_minute() -> None:
        for person in (ALICE, BOB, MALLORY):
            client.pexpire(in_redis.key_of(person), 1)
        time.sleep(0.05)

    return Stage(here, there, a_minute, came)


@pytest.fixture(params=["in_memory", "on_redis"])
def stage(request: pytest.FixtureRequest) -> Stage:
    found: Stage = request.getfixturevalue(request.param)
    return found


def test_who_was_seen_is_online_everywhere_and_nobody_else_is(stage: Stage) -> None:
    stage.here.seen(ALICE)
    stage.there.seen(BOB)
    for presence in (stage.here, stage.there):
        assert presence.online([ALICE, BOB, MALLORY]) == {ALICE, BOB}
        assert presence.online([MALLORY]) == presence.online([]) == frozenset()


def test_a_minute_after_they_were_seen_last_nobody_is_online(stage: Stage) -> None:
    stage.here.seen(ALICE)
    stage.wait()
    assert stage.there.online([ALICE]) == frozenset()


def test_coming_online_is_told_once_until_one_is_away_again(stage: Stage) -> None:
    for presence in (stage.here, stage.there, stage.here):
        presence.seen(ALICE)
    assert stage.came == [ALICE]
    stage.wait()
    stage.there.seen(ALICE)
    assert stage.came == [ALICE, ALICE]


def test_redis_is_not_told_again_at_once_and_the_key_outlasts_the_silence(redis_url: str) -> None:
    client = connect(redis_url)
    forget_all(client)
    presence = RedisPresence(client, lambda _: None)
    presence.seen(ALICE)
    assert 60 + in_redis.SAY_AGAIN - 1 <= client.ttl(in_redis.key_of(ALICE)) <= 60 + in_redis.SAY_AGAIN
    client.delete(in_redis.key_of(ALICE))
    presence.seen(ALICE)
    assert presence.online([ALICE]) == frozenset()
