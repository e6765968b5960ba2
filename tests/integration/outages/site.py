"""A Felchat of the tests' own, and the ways in which its stores may be away."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass

from redis import Redis
from sqlalchemy import create_engine, make_url, text

from tests import servers
from tests.integration.person import Person


@dataclass
class Site:
    """A Felchat whose servers are in the hands of the test."""

    server: servers.Felchat
    redis: servers.RedisServer
    postgres: servers.PostgresServer
    database_url: str

    def ready(self) -> tuple[int, dict[str, str]]:
        answer = Person(self.server.url).ask("/ready")
        return answer.status, json.loads(answer.text)["stores"]

    def is_well(self) -> bool:
        return self.ready()[0] == 200


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
