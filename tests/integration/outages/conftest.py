"""A Felchat whose stores may be taken away."""

from collections.abc import Iterator

import pytest

from tests import servers
from tests.integration.conftest import Cast, cast_of
from tests.integration.outages.site import Site


@pytest.fixture(scope="package")
def site(postgres: str, migrated: str) -> Iterator[Site]:
    with servers.database(postgres, like=migrated) as database_url, servers.own_redis() as redis:
        settings = {"DATABASE_URL": database_url, "REDIS_URL": redis.url, "WEB_CONCURRENCY": "2"}
        with servers.felchat(**settings) as server:
            yield Site(server, redis, database_url)


@pytest.fixture
def cast(site: Site) -> Cast:
    return cast_of(site.server.url)
