"""Redis or PostgreSQL away: people are told, nothing is lost, and no restart is needed."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass

import pytest
from redis import Redis
from sqlalchemy import create_engine, make_url, text

from tests import servers
from tests.integration.conftest import Cast, cast_of
from tests.integration.person import Person


@dataclass
class Site:
    """A Felchat whose Redis may be stopped and whose database may be locked."""

    server: servers.Felchat
    redis: servers.RedisServer
    database_url: str

    def ready(self) -> tuple[int, dict[str, str]]:
        answer = Person(self.server.url).ask("/ready")
        return answer.status, json.loads(answer.text)["stores"]

    def is_well(self) -> bool:
        return self.ready()[0] == 200


@pytest.fixture(scope="module")
def site(postgres: str, migrated: str) -> Iterator[Site]:
    with servers.database(postgres, like=migrated) as database_url, servers.own_redis() as redis:
        settings = {"DATABASE_URL": database_url, "REDIS_URL": redis.url, "WEB_CONCURRENCY": "2"}
        with servers.felchat(**settings) as server:
            yield Site(server, redis, database_url)


@pytest.fixture
def cast(site: Site) -> Cast:
    return cast_of(site.server.url)


@contextmanager
def redis_away(site: Site) -> Iterator[None]:
    site.redis.stop()
    try:
        yield
    finally:
        site.redis.start()
        servers.wait_until(site.is_well, "Felchat recovers")


@contextmanager
def database_away(site: Site) -> Iterator[None]:
    """Nobody is let in, and who is in is thrown out, which is what a restart looks like from here."""
    name = make_url(site.database_url).database
    engine = create_engine(make_url(site.database_url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(
            text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        )
    try:
        yield
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
        engine.dispose()
        servers.wait_until(site.is_well, "Felchat recovers")


Away = Callable[[Site], AbstractContextManager[None]]
AWAY: list[tuple[Away, str]] = [(redis_away, "message store"), (database_away, "database")]


@pytest.mark.parametrize(("away", "which"), AWAY)
def test_ready_says_which_store_is_away_and_recovers(site: Site, cast: Cast, away: Away, which: str) -> None:
    with away(site):
        status, stores = site.ready()
        assert status == 503
        assert stores == {"database": "ok", "message store": "ok", which: "away"}
        assert cast.alice.ask("/ping").status == 200
    assert site.is_well()


@pytest.mark.parametrize("away", [away for away, _ in AWAY])
def test_a_page_that_cannot_be_says_so_and_is_back_without_a_restart(
    site: Site, cast: Cast, away: Away
) -> None:
    alice, bob = cast.alice, cast.bob
    with away(site):
        answer = alice.ask(f"/chat?user={bob.id}")
        assert answer.status == 503
        assert "cannot reach its memory" in answer.text
    assert alice.ask(f"/chat?user={bob.id}").status == 200


def test_a_plain_form_keeps_its_text_while_redis_is_away(site: Site, cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    page = f"/chat?user={bob.id}"
    token = alice.ask(page).text.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "body": "do not lose me", "nonce": f"{'a' * 24}-1"}
    with redis_away(site):
        answer = alice.ask(page, form)
        assert answer.status == 503
        assert 'value="do not lose me"' in answer.text
        assert f'value="{"a" * 24}-1"' in answer.text
    assert alice.ask(page, form).status == 303
    assert alice.ask(page, form).status == 303
    assert alice.ask(page).text.count("do not lose me") == 1


def test_an_open_socket_lives_through_a_restart_of_redis(site: Site, cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        alices.until("Live")
        bobs.until("Live")
        with redis_away(site):
            alices.say("not lost", "retry me")
            assert "cannot reach its memory" in alices.until("retry me")
        alices.say("not lost", "retry me")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "not lost"


def test_what_was_said_while_redis_was_away_comes_before_what_is_said_after(site: Site, cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        alices.until("Live")
        bobs.until("Live")
        with redis_away(site):
            alices.say("first", "first")
            alices.until("Not sent yet")
        alices.say("second", "second")
        alices.say("first", "first")  # as the page does, five seconds after it was told
        assert [said.body for said in bobs.messages(2)] == ["first", "second"]


def test_a_socket_that_opens_while_redis_is_away_is_told_to_come_back(site: Site, cast: Cast) -> None:
    with redis_away(site), cast.alice.socket(f"other_user={cast.bob.id}") as line:
        assert line.close_code() == 1013


def test_a_socket_that_opens_while_the_database_is_away_is_told_to_come_back(site: Site, cast: Cast) -> None:
    with database_away(site), cast.alice.socket(f"other_user={cast.bob.id}") as line:
        assert line.close_code() == 1013


def test_who_talks_already_talks_on_without_the_database(site: Site, cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        alices.say("hello")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "hello"
        with database_away(site):
            alices.say("no SQL on this way")
            assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "no SQL on this way"


@contextmanager
def redis_full(site: Site) -> Iterator[None]:
    with told(site, ("CONFIG", "SET", "maxmemory", "1"), ("CONFIG", "SET", "maxmemory", "0")):
        yield


@contextmanager
def redis_read_only(site: Site) -> Iterator[None]:
    """It has become the replica of a server that is nowhere, as in a failover."""
    with told(site, ("REPLICAOF", "127.0.0.1", "1"), ("REPLICAOF", "NO", "ONE")):
        yield


@contextmanager
def told(site: Site, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[None]:
    with closing(Redis.from_url(site.redis.url)) as client:
        client.execute_command(*before)
        try:
            yield
        finally:
            client.execute_command(*after)
            servers.wait_until(site.is_well, "Felchat recovers")


@pytest.mark.parametrize("no_room", [redis_full, redis_read_only])
def test_while_redis_takes_no_writes_what_was_said_can_be_read_and_nothing_is_lost(
    site: Site, cast: Cast, no_room: Away
) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        bobs.until("Live")
        alices.say("before")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "before"
        bob.submit(
            f"/chat?user={alice.id}", f"/chat/draft?user={alice.id}", body="begun", nonce=f"{'b' * 24}-1"
        )
        with no_room(site):
            assert site.ready()[1] == {"database": "ok", "message store": "away"}
            alices.say("not lost", "say me again")
            assert "cannot reach its memory" in alices.until("say me again")
            page = bob.ask(f"/chat?user={alice.id}").text
            assert "before" in page
            assert 'value="begun"' in page
        alices.say("not lost", "say me again")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "not lost"


def test_a_redis_that_lost_its_memory_is_an_empty_conversation(site: Site, cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        bobs.until("Live")
        alices.say("forgotten")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "forgotten"
        with redis_away(site):  # it keeps nothing
            pass
        page = alice.ask(f"/chat?user={bob.id}")
        assert page.status == 200
        assert "forgotten" not in page.text
        alices.say("begun anew")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "begun anew"
