"""A Felchat whose stores may be taken away."""

from collections.abc import Iterator

import pytest

from tests import servers
from tests.integration.conftest import Cast, cast_of
from tests.integration.outages.site import Site


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    with (
        servers.own_postgres(servers.programs_of_postgres()) as postgres,
        servers.database(postgres.url) as database_url,
        servers.own_redis() as redis,
    ):
        servers.migrate(database_url)
        settings = {"DATABASE_URL": database_url, "REDIS_URL": redis.url, "WEB_CONCURRENCY": "2"}
        with servers.felchat(**settings) as server:
            yield Site(server, redis, postgres, database_url)


@pytest.fixture
def cast(site: Site) -> Cast:
    return cast_of(site.server.url)
