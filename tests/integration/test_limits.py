"""The limits as they are deployed: two workers on one Redis, and sockets (ASVS 5.0 2.4.1, 6.3.1)."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from tests import servers
from tests.integration.conftest import Cast, cast_of


@pytest.fixture(scope="module")
def limited(postgres: str, migrated: str) -> Iterator[str]:
    with servers.database(postgres, like=migrated) as database_url, servers.own_redis() as redis:
        stores = {"DATABASE_URL": database_url, "REDIS_URL": redis.url}
        with servers.felchat(**stores, WEB_CONCURRENCY="2", RATELIMIT_ENABLED="true") as server:
            yield server.url


@pytest.fixture
def cast(limited: str) -> Cast:
    return cast_of(limited)


def test_a_flood_of_mallorys_is_slowed_down_in_its_order_and_alice_and_bob_talk_on(cast: Cast) -> None:
    alice, bob, mallory = cast.alice, cast.bob, cast.mallory
    with (
        mallory.talking_to(bob) as mallorys,
        bob.talking_to(mallory) as bobs_with_mallory,
        alice.talking_to(bob) as alices,
        bob.talking_to(alice) as bobs,
    ):
        flood = [f"flood {each}" for each in range(14)]
        for body in flood:
            mallorys.say(body)
        alices.say("hello")
        assert [each.body for each in bobs.messages(1)] == ["hello"]
        assert "kept here and sent in 1 second" in mallorys.until("slot__problem")
        assert [each.body for each in bobs_with_mallory.messages(len(flood))] == flood


def test_two_workers_count_the_guesses_together(cast: Cast) -> None:
    fields = {"username": cast.alice.name, "password": "wrong horse battery"}
    answers = [cast.mallory.submit("/users/login", **fields) for _ in range(9)]
    assert [each.status for each in answers] == [422] * 5 + [429] * 4
    assert 50 < int(answers[-1].headers["Retry-After"]) <= 60


def test_a_socket_that_says_too_much_is_sent_away_to_come_back_and_no_other(cast: Cast) -> None:
    alice, bob, mallory = cast.alice, cast.bob, cast.mallory
    with bob.talking_to(alice) as bobs, mallory.talking_to(bob) as mallorys:
        with suppress(ConnectionClosed):  # who may be sent away before it has said all
            for _ in range(300):
                mallorys.send(type="typing")
        assert mallorys.close_code() == 1013
        with alice.talking_to(bob) as alices:
            alices.say("still here")
            assert [each.body for each in bobs.messages(1)] == ["still here"]
