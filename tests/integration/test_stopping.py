"""Workers end: everybody is told how to come back, and nothing is lost or torn."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import sleep

import pytest
from websockets.exceptions import ConnectionClosed, InvalidMessage

from tests import servers
from tests.integration.conftest import cast_of
from tests.integration.line import said_in
from tests.integration.person import PASSWORD, Person

STOPPED_WITHIN = 15
"""Seconds: well before the graceful_timeout, after which gunicorn kills whoever holds it up."""


@pytest.fixture
def extra() -> dict[str, str]:
    """What the site's start is told beyond what every site's is."""
    return {}


@pytest.fixture
def own_site(postgres: str, migrated: str, extra: dict[str, str]) -> Iterator[servers.Felchat]:
    """A site that the test may end."""
    with servers.database(postgres, like=migrated) as database_url, servers.own_redis() as redis:
        settings = {"DATABASE_URL": database_url, "REDIS_URL": redis.url, "WEB_CONCURRENCY": "2"}
        with servers.felchat(**settings | extra) as server:
            yield server


def heard_on_coming_back(person: Person, other: Person, last: str = "") -> list[str]:
    """What a page is brought that tries again, as a browser does, until it is live."""
    for _ in range(100):
        try:
            with person.talking_to(other, last=last) as line:
                line.until("Live")
                return [said.body for frame in line.frames for said in said_in(frame)]
        except (ConnectionClosed, OSError, InvalidMessage):
            sleep(0.1)
    raise TimeoutError


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_closes_every_socket_with_1012(own_site: servers.Felchat, how: signal.Signals) -> None:
    cast = cast_of(own_site.url)
    with cast.alice.talking_to(cast.bob) as alices, cast.bob.talking_to(cast.alice) as bobs:
        alices.until("Live")
        bobs.until("Live")
        assert own_site.process
        own_site.process.send_signal(how)
        assert (alices.close_code(), bobs.close_code()) == (1012, 1012)
    own_site.ends(STOPPED_WITHIN)


def test_a_stop_is_soon_over_though_the_pages_come_back_at_once(own_site: servers.Felchat) -> None:
    """gunicorn lets newcomers in for up to a second; one of them would hold it up to its last."""
    cast = cast_of(own_site.url)
    with cast.alice.talking_to(cast.bob) as alices:
        alices.until("Live")
        assert own_site.process
        own_site.process.terminate()
        assert alices.close_code() == 1012
    with suppress(ConnectionError, InvalidMessage, ConnectionClosed):  # once nobody is let in any more
        for _ in range(1000):
            with cast.alice.socket(f"other_user={cast.bob.id}") as alices:
                assert alices.close_code() == 1012
    own_site.ends(STOPPED_WITHIN)


@pytest.mark.parametrize("extra", [{"BCRYPT_ROUNDS": "13", "WEB_CONCURRENCY": "1"}], ids=["a slow hash"])
def test_a_request_under_way_when_it_stops_is_answered(own_site: servers.Felchat) -> None:
    newcomer = Person(own_site.url, "newcomer")
    fields = {"username": newcomer.name, "email": "newcomer@example.org", "password": PASSWORD}
    with ThreadPoolExecutor() as pool:
        token = newcomer.token("/users/register")
        registering = pool.submit(newcomer.ask, "/users/register", {"csrf_token": token, **fields})
        sleep(0.2)
        assert not registering.done()
        assert own_site.process
        own_site.process.terminate()
        assert registering.result(30).status == 303


def test_a_reload_closes_with_1012_and_the_new_workers_have_what_was_said(own_site: servers.Felchat) -> None:
    cast = cast_of(own_site.url)
    with cast.alice.talking_to(cast.bob) as alices:
        alices.say("before")
        last = alices.messages(1)[0].id
        assert own_site.process
        own_site.process.send_signal(signal.SIGHUP)
        assert alices.close_code() == 1012
    assert heard_on_coming_back(cast.bob, cast.alice) == ["before"]
    assert heard_on_coming_back(cast.alice, cast.bob, last=last) == []


def test_a_killed_worker_takes_its_sockets_along_and_nothing_that_was_said(own_site: servers.Felchat) -> None:
    cast = cast_of(own_site.url)
    with cast.alice.talking_to(cast.bob) as alices:
        alices.say("confirmed")
        alices.messages(1)
        for worker in own_site.workers():
            os.kill(worker, signal.SIGKILL)
        assert alices.close_code() in (None, 1006)
    servers.wait_until(lambda: len(own_site.workers()) == 2, "the workers are replaced")
    assert heard_on_coming_back(cast.bob, cast.alice) == ["confirmed"]


@pytest.mark.parametrize("extra", [{"GUNICORN_CMD_ARGS": "--timeout 4"}], ids=["in four seconds"])
def test_a_worker_that_hangs_is_replaced_and_nothing_that_was_said_goes_with_it(
    own_site: servers.Felchat,
) -> None:
    cast = cast_of(own_site.url)
    with cast.alice.talking_to(cast.bob) as alices:
        alices.say("confirmed")
        alices.messages(1)
        hanging = own_site.workers()
        for worker in hanging:
            os.kill(worker, signal.SIGSTOP)
        assert alices.close_code() in (None, 1006)
    servers.wait_until(
        lambda: len(own_site.workers()) == 2 and not {*own_site.workers()} & {*hanging},
        "the workers are replaced",
    )
    assert heard_on_coming_back(cast.bob, cast.alice) == ["confirmed"]
