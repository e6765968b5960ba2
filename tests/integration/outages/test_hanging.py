"""Redis or PostgreSQL hanging, which neither answers nor refuses: everybody is answered soon all the same."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest

from tests import servers
from tests.integration.conftest import Cast
from tests.integration.outages.site import Away, Site
from tests.integration.person import Person

READY_WITHIN = 3
PAGE_WITHIN = 6
"""Seconds, on a machine that has other things to do as well; docs/reliability.md says what to expect."""
CROWD = 40
WORKERS = range(16)
"""Asked so often, each of the two has answered; and each finds out for itself."""


@contextmanager
def redis_hangs(site: Site) -> Iterator[None]:
    with frozen(site, site.redis):
        yield


@contextmanager
def postgres_hangs(site: Site) -> Iterator[None]:
    with frozen(site, site.postgres):
        yield


@contextmanager
def both_hang(site: Site) -> Iterator[None]:
    with frozen(site, site.redis, site.postgres):
        yield


@contextmanager
def frozen(site: Site, *these: servers.RedisServer | servers.PostgresServer) -> Iterator[None]:
    with ExitStack() as stack:
        for server in these:
            stack.enter_context(servers.frozen(server.process))
        yield
    servers.wait_until(lambda: all(site.is_well() for _ in WORKERS), "every worker recovers")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


EITHER = [redis_hangs, postgres_hangs]
HANGS = [
    (redis_hangs, {"message store"}),
    (postgres_hangs, {"database"}),
    (both_hang, {"message store", "database"}),
]


@pytest.mark.parametrize(("hangs", "which"), HANGS)
def test_ready_says_soon_which_store_hangs(site: Site, hangs: Away, which: set[str]) -> None:
    with hangs(site):
        with within(READY_WITHIN):
            status, stores = site.ready()
        assert status == 503
        assert {name for name, state in stores.items() if state == "away"} == which
        assert Person(site.server.url).ask("/ping").status == 200


@pytest.mark.parametrize("hangs", EITHER)
def test_a_page_that_cannot_be_says_so_soon_and_is_back_by_itself(
    site: Site, cast: Cast, hangs: Away
) -> None:
    page = f"/chat?user={cast.bob.id}"
    with hangs(site):
        for _ in range(2):
            with within(PAGE_WITHIN):
                answer = cast.alice.ask(page)
            assert answer.status == 503
            assert "cannot reach its memory" in answer.text
    servers.wait_until(lambda: cast.alice.ask(page).status == 200, "the page is back")


def test_the_people_are_listed_without_what_redis_knows(site: Site, cast: Cast) -> None:
    with redis_hangs(site), within(PAGE_WITHIN):
        answer = cast.alice.ask("/users/")
    assert answer.status == 200
    assert cast.bob.name in answer.text


@pytest.mark.parametrize("hangs", EITHER)
def test_a_crowd_does_not_queue_up_behind_a_store_that_hangs(site: Site, cast: Cast, hangs: Away) -> None:
    page = f"/chat?user={cast.bob.id}"
    crowd = [Person(site.server.url, cookies=cast.alice.cookies) for _ in range(CROWD)]
    with hangs(site), ThreadPoolExecutor(CROWD) as pool:
        for _ in range(2):
            with within(2 * PAGE_WITHIN):
                answers = list(pool.map(lambda person: person.ask(page), crowd))
            assert {answer.status for answer in answers} == {503}


def test_what_is_said_while_redis_hangs_arrives_once_and_in_order(site: Site, cast: Cast) -> None:
    alice, bob, mallory = cast.alice, cast.bob, cast.mallory
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs, mallory.talking_to(bob) as others:
        for line in (alices, bobs, others):
            line.until("Live")
        with redis_hangs(site):
            alices.say("first", "first")
            alices.until("Not sent yet")
            alices.say("second", "second")
            alices.say("first", "first")  # as the page does, five seconds after it was told
        assert [said.body for said in bobs.messages(2)] == ["first", "second"]
        assert bobs.hears_nothing()
        assert others.hears_nothing()
    assert alice.ask(f"/chat?user={bob.id}").text.count('<article id="message-') == 2
