"""What was said is gone when its time is up: from the pages, the API and the store. Nothing of it stays."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from time import monotonic, sleep

import pytest
from redis import Redis

from tests import servers
from tests.integration.conftest import Cast, cast_of

RETENTION = 6.0
"""Seconds."""
OF_NO_CONVERSATION = ("felchat:online:", "felchat:asked", "felchat:sweep")


@dataclass
class Site:
    url: str
    redis: Redis

    def kept(self) -> list[str]:
        """The keys that have to do with a conversation."""
        keys = [key.decode() for key in self.redis.scan_iter()]
        return [key for key in keys if not key.startswith(OF_NO_CONVERSATION)]


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    database_url = servers.sqlite(tmp_path_factory.mktemp("site"))
    with servers.own_redis() as redis, closing(Redis.from_url(redis.url)) as client:
        settings = {"REDIS_URL": redis.url, "MESSAGE_RETENTION_MINUTES": str(RETENTION / 60)}
        with servers.felchat(DATABASE_URL=database_url, WEB_CONCURRENCY="2", **settings) as server:
            yield Site(server.url, client)


@pytest.fixture
def cast(site: Site) -> Cast:
    return cast_of(site.url)


def test_a_message_dies_in_the_store_though_the_talk_goes_on_and_then_all_of_it_is_gone(
    site: Site, cast: Cast
) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        bobs.until("Live")
        alices.say("early bird")
        said_at = monotonic()
        [first] = bobs.messages(1)
        bobs.send(type="read", last=first.id)
        sleep(RETENTION / 2)
        bobs.say("late riser")
        bobs.messages(1)
        assert site.redis.xlen(stream_of(site)) == 2

        servers.wait_until(lambda: site.redis.xlen(stream_of(site)) == 1, "the first is dropped")
        assert monotonic() - said_at < RETENTION * 1.5
        assert "early bird" not in bob.ask(f"/chat?user={alice.id}").text
        servers.wait_until(lambda: site.kept() == [], "nothing is left", within=RETENTION * 3)
        assert "late riser" not in alice.ask(f"/chat?user={bob.id}").text
        assert json.loads(alice.ask(f"/api/v1/messages/{bob.id}").text)["messages"] == []


def stream_of(site: Site) -> str:
    [stream] = [key for key in site.kept() if key.endswith("}")]
    return stream
