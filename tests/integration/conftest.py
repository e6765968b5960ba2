"""Felchat as it is deployed: two gunicorn workers on a real PostgreSQL and a real Redis."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests import servers
from tests.integration.person import Person, introduce, register


@pytest.fixture(scope="session")
def site(postgres: str, migrated: str, redis_url: str) -> Iterator[servers.Felchat]:
    with servers.database(postgres, like=migrated) as database_url:
        settings = {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "WEB_CONCURRENCY": "2"}
        with servers.felchat(**settings) as server:
            yield server


@dataclass
class Cast:
    """Who is on stage."""

    alice: Person
    bob: Person
    mallory: Person


def cast_of(site: str) -> Cast:
    cast = Cast(register(site, "alice"), register(site, "bob"), register(site, "mallory"))
    introduce(cast.alice, cast.bob, cast.mallory)
    return cast


@pytest.fixture
def cast(site: servers.Felchat) -> Cast:
    """Three people new to the site."""
    return cast_of(site.url)
