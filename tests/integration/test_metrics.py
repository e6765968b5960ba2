"""What two workers measure is seen as one; what one says of the moment ends with it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.integration.conftest import Cast, cast_of
from tests.integration.person import Person
from tests.servers.common import wait_until
from tests.unit.watched import TOKEN, numbers_in

SOCKETS = 12
"""So many that hardly ever all are with one of two workers."""


@pytest.fixture
def watched(database_url: str, redis_url: str, tmp_path: Path) -> Iterator[servers.Felchat]:
    settings = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "WEB_CONCURRENCY": "2"}
    with servers.felchat(**settings, METRICS_TOKEN=TOKEN, TMPDIR=str(tmp_path)) as server:
        yield server


@pytest.fixture
def watched_cast(watched: servers.Felchat) -> Cast:
    return cast_of(watched.url)


def number(server: servers.Felchat, name: str, **labels: str) -> float:
    try:
        answer = Person(server.url).ask("/metrics", Authorization=f"Bearer {TOKEN}")
    except OSError:  # whom the kernel had sent it to was killed
        return number(server, name, **labels)
    assert answer.status == 200
    return numbers_in(answer.text).get((name, frozenset(labels.items())), 0.0)


def stands_at(server: servers.Felchat, expected: float, name: str, **labels: str) -> None:
    wait_until(lambda: number(server, name, **labels) == expected, f"{name} stands at {expected}", 10)


def test_two_workers_are_counted_as_one(watched: servers.Felchat, watched_cast: Cast) -> None:
    alice, bob = watched_cast.alice, watched_cast.bob
    for each in range(SOCKETS):
        with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
            alices.say(f"hello {each}")
            assert bobs.messages(1)
    stands_at(watched, SOCKETS, "felchat_message_ack_seconds_count")
    stands_at(watched, 3, "felchat_security_events_total", event="registered")
    stands_at(watched, 2, "felchat_workers")
    assert number(watched, "felchat_redis_seconds_count", question="add_message") >= SOCKETS
    assert number(watched, "felchat_database_seconds_count", question="insert users") == 3
    assert number(watched, "felchat_hints_total") >= 2 * SOCKETS
    assert number(watched, "felchat_event_loop_lag_seconds_count") > 0


def test_a_worker_that_was_killed_leaves_no_ghosts(watched: servers.Felchat, watched_cast: Cast) -> None:
    alice, bob = watched_cast.alice, watched_cast.bob
    lines = [alice.talking_to(bob) for _ in range(SOCKETS)]
    for line in lines:
        line.__enter__().say("hello")
    stands_at(watched, SOCKETS, "felchat_sockets", kind="conversation")
    stands_at(watched, SOCKETS, "felchat_message_ack_seconds_count")
    os.kill(watched.workers()[0], signal.SIGKILL)
    wait_until(
        lambda: number(watched, "felchat_sockets", kind="conversation") < SOCKETS, "its sockets go", 10
    )
    os.kill(watched.workers()[0], signal.SIGTERM)
    stands_at(watched, 0, "felchat_sockets", kind="conversation")
    stands_at(watched, 2, "felchat_workers")
    assert number(watched, "felchat_message_ack_seconds_count") == SOCKETS


def test_the_directory_is_nobody_elses_and_goes_with_felchat(
    watched: servers.Felchat, tmp_path: Path
) -> None:
    (directory,) = tmp_path.glob("felchat-metrics-*")
    assert directory.stat().st_mode & 0o777 == 0o700
    stands_at(watched, 2, "felchat_workers")
    assert list(directory.glob("*.db"))
    watched.stop()
    assert not directory.exists()


def test_mallory_sees_nothing_of_it(watched: servers.Felchat, watched_cast: Cast) -> None:
    assert watched_cast.mallory.ask("/metrics").status == 404
    assert Person(watched.url).ask("/metrics", Authorization=f"Bearer {TOKEN}x").status == 404


def test_where_nobody_may_look_nothing_is_kept(site: servers.Felchat) -> None:
    assert Person(site.url).ask("/metrics", Authorization=f"Bearer {TOKEN}").status == 404
