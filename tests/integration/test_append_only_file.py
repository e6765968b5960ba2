"""Where the operator lets Redis write to a disk: what is gone leaves that, too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.integration.conftest import cast_of

SECONDS = 6
KEEPS = ("--save", "", "--appendonly", "yes", "--appendfsync", "always", "--aof-use-rdb-preamble", "no")
"""Without a preamble, which is compressed, all that it keeps can be read."""


@pytest.fixture
def redis() -> Iterator[servers.RedisServer]:
    with servers.own_redis(*KEEPS) as server:
        yield server


def test_what_has_expired_is_swept_from_the_disk(redis: servers.RedisServer, tmp_path: Path) -> None:
    """OWASP ASVS 5.0, 14.2.4. Redis alone rewrites its file only from 64 MB on."""
    settings = {
        "DATABASE_URL": servers.sqlite(tmp_path),
        "REDIS_URL": redis.url,
        "MESSAGE_RETENTION_MINUTES": str(SECONDS / 60),
    }
    with servers.felchat(**settings) as site:
        cast = cast_of(site.url)
        with cast.alice.talking_to(cast.bob) as line:
            line.say("the marker")
            line.messages(1)
            servers.wait_until(lambda: is_on_the_disk(redis, b"the marker"), "it is written", within=3)
        servers.wait_until(
            lambda: not is_on_the_disk(redis, b"the marker"), "it is gone", within=SECONDS + 20
        )


def is_on_the_disk(redis: servers.RedisServer, words: bytes) -> bool:
    return any(words in read(path) for path in redis.folder.rglob("*.aof"))


def read(path: Path) -> bytes:
    """What stands in the file, or nothing if it went away meanwhile."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
