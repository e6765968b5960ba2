"""What two workers measure is seen as one; what one says of the moment ends with it."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest

from felchat.config import ROOT
from tests import servers
from tests.integration.conftest import cast_of
from tests.integration.person import Person
from tests.servers.common import clean_environment, program_of_ours, wait_until
from tests.unit.watched import TOKEN, numbers_in

SOCKETS = 12
"""So many that hardly ever all are with one of two workers."""


@contextmanager
def a_watched_felchat(postgres: str, migrated: str, folder: Path) -> Iterator[servers.Felchat]:
    with servers.database(postgres, like=migrated) as url, servers.own_redis() as redis:
        stores = {"DATABASE_URL": url, "REDIS_URL": redis.url, "WEB_CONCURRENCY": "2"}
        with servers.felchat(**stores, METRICS_TOKEN=TOKEN, TMPDIR=str(folder)) as server:
            yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the watched Felchat puts whatever it needs for a while."""
    return tmp_path_factory.mktemp("watched")


@pytest.fixture(scope="module")
def watched(postgres: str, migrated: str, folder: Path) -> Iterator[servers.Felchat]:
    with a_watched_felchat(postgres, migrated, folder) as server:
        yield server


@pytest.fixture
def mortal(postgres: str, migrated: str, tmp_path: Path) -> Iterator[servers.Felchat]:
    """One whose processes may be killed."""
    with a_watched_felchat(postgres, migrated, tmp_path) as server:
        yield server


def number(server: servers.Felchat, name: str, **labels: str) -> float:
    try:
        answer = Person(server.url).ask("/metrics", Authorization=f"Bearer {TOKEN}")
    except OSError:  # whom the kernel had sent it to was killed
        return number(server, name, **labels)
    assert answer.status == 200
    return numbers_in(answer.text).get((name, frozenset(labels.items())), 0.0)


def stands_at(server: servers.Felchat, expected: float, name: str, **labels: str) -> None:
    wait_until(lambda: number(server, name, **labels) == expected, f"{name} stands at {expected}", 10)


def reaches(server: servers.Felchat, expected: float, name: str, **labels: str) -> None:
    wait_until(lambda: number(server, name, **labels) >= expected, f"{name} reaches {expected}", 10)


def settled(server: servers.Felchat, name: str, **labels: str) -> float:
    """What is counted once a second has passed in which nothing was added: each worker adds as often."""
    found = number(server, name, **labels)
    sleep(1.5)
    return found if number(server, name, **labels) == found else settled(server, name, **labels)


def test_two_workers_are_counted_as_one(watched: servers.Felchat) -> None:
    stands_at(watched, 2, "felchat_workers")
    before = settled(watched, "felchat_security_events_total", event="registered")
    cast = cast_of(watched.url)
    for each in range(SOCKETS):
        with cast.alice.talking_to(cast.bob) as alices, cast.bob.talking_to(cast.alice) as bobs:
            alices.say(f"hello {each}")
            for line in (alices, bobs):
                line.until(f">hello {each}<")
    with Person(watched.url).socket("other_user=1") as line:
        assert line.close_code() == 4001
    stands_at(watched, 1, "felchat_sockets_closed_total", code="4001")
    stands_at(watched, SOCKETS, "felchat_message_ack_seconds_count")
    stands_at(watched, before + 3, "felchat_security_events_total", event="registered")
    stands_at(watched, before + 3, "felchat_database_seconds_count", question="insert users")
    reaches(watched, SOCKETS, "felchat_redis_seconds_count", question="add_message")
    reaches(watched, SOCKETS, "felchat_database_seconds_count", question="select sessions")
    reaches(watched, SOCKETS, "felchat_hints_total")
    reaches(watched, 1, "felchat_event_loop_lag_seconds_count")


def test_a_worker_that_was_killed_leaves_no_ghosts(mortal: servers.Felchat) -> None:
    cast = cast_of(mortal.url)
    lines = [cast.alice.talking_to(cast.bob) for _ in range(SOCKETS)]
    for line in lines:
        line.__enter__().say("hello")
    stands_at(mortal, SOCKETS, "felchat_sockets", kind="conversation")
    stands_at(mortal, SOCKETS, "felchat_message_ack_seconds_count")
    first, second = mortal.workers()
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: number(mortal, "felchat_sockets", kind="conversation") < SOCKETS, "its sockets go", 10)
    os.kill(second, signal.SIGTERM)
    stands_at(mortal, 0, "felchat_sockets", kind="conversation")
    stands_at(mortal, 2, "felchat_workers")
    assert number(mortal, "felchat_message_ack_seconds_count") == SOCKETS


def test_the_directory_is_nobody_elses(watched: servers.Felchat, folder: Path) -> None:
    (directory,) = folder.glob("felchat-metrics-*")
    assert directory.stat().st_mode & 0o777 == 0o700
    stands_at(watched, 2, "felchat_workers")
    assert list(directory.glob("*.db"))


def test_another_start_goes_on_in_it_and_the_end_leaves_nothing_behind(
    mortal: servers.Felchat, tmp_path: Path
) -> None:
    assert mortal.process
    before = set(mortal.workers())
    mortal.process.send_signal(signal.SIGHUP)
    wait_until(lambda: len(new := set(mortal.workers())) == 2 and not new & before, "other workers", 15)
    stands_at(mortal, 2, "felchat_workers")
    assert len(list(tmp_path.glob("felchat-metrics-*"))) == 1
    mortal.stop()
    assert not list(tmp_path.glob("felchat-metrics-*"))


def test_the_command_line_shows_what_both_workers_measured(watched: servers.Felchat) -> None:
    stands_at(watched, 2, "felchat_workers")
    settings = {"ENV": "test", "LOG_LEVEL": "ERROR", "PORT": str(watched.port), **watched.settings}
    asked = subprocess.run(
        [program_of_ours("flask"), "--app", "wsgi", "chat", "stats", "--json"],
        cwd=ROOT,
        env=clean_environment() | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    numbers = json.loads(asked.stdout)["measured"]["numbers"]
    assert {"name": "felchat_workers", "of": "", "value": 2.0} in numbers


def test_a_laptop_without_redis_shows_it_too(tmp_path: Path) -> None:
    with servers.felchat(DATABASE_URL=servers.sqlite(tmp_path), METRICS_TOKEN=TOKEN) as server:
        stands_at(server, 1, "felchat_workers")


def test_mallory_sees_nothing_of_it(watched: servers.Felchat) -> None:
    assert cast_of(watched.url).mallory.ask("/metrics").status == 404
    assert Person(watched.url).ask("/metrics", Authorization=f"Bearer {TOKEN}x").status == 404


def test_where_nobody_may_look_nothing_is_kept(site: servers.Felchat) -> None:
    assert Person(site.url).ask("/metrics", Authorization=f"Bearer {TOKEN}").status == 404
