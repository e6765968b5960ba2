"""Felchat as it is deployed, with everything under it in the hands of the test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests import servers
from tests.chaos.cast import Company

TRACEBACK = "Traceback"


@dataclass
class Site:
    """Two workers, the two servers that they stand on, and whoever is registered."""

    felchat: servers.Felchat
    redis: servers.RedisServer
    postgres: servers.PostgresServer
    company: Company

    def stop_redis_and_its_memory(self) -> None:
        self.redis.stop()
        for path in self.redis.folder.glob("appendonly*"):
            shutil.rmtree(path)

    def tracebacks(self) -> int:
        """How many it has written to its log so far."""
        return self.felchat.said().count(TRACEBACK)


@contextmanager
def site(application: str = "wsgi:app", **settings: str) -> Iterator[Site]:
    with (
        servers.own_postgres(servers.programs_of_postgres()) as postgres,
        servers.database(postgres.url) as database_url,
        servers.own_redis("--save", "", "--appendonly", "yes", "--appendfsync", "no") as redis,
    ):
        servers.migrate(database_url)
        stores = {"DATABASE_URL": database_url, "REDIS_URL": redis.url}
        manners = {"WEB_CONCURRENCY": "2"}
        felchat = servers.Felchat({**stores, **manners, **settings}, application)
        felchat.start()
        try:
            yield Site(felchat, redis, postgres, Company(felchat.url))
        finally:
            felchat.kill()
            felchat.log.unlink()
