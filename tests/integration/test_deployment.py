"""What a host does with Felchat, done for real: compose's Redis, its health check, a bare start."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
import yaml

from felchat.config import ROOT
from tests import servers
from tests.integration.conftest import cast_of
from tests.integration.person import Person


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a Redis with docker-compose.yml's own flags, and the users of deploy/secrets.sh."""
    secrets = tmp_path_factory.mktemp("composed") / "secrets"
    subprocess.run(["sh", ROOT / "deploy" / "secrets.sh", secrets], check=True, capture_output=True)
    service = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["redis"]
    flags = shlex.split(service["command"].replace("/run/secrets", str(secrets)))
    who = urlsplit((secrets / "redis_url").read_text()).netloc.partition("@")[0]
    with servers.own_redis(*flags) as server:
        yield server.url.replace("unix://", f"unix://{who}@")


def test_composes_redis_forgets_what_it_must_and_nothing_else(composed: str) -> None:
    with redis.Redis.from_url(composed, decode_responses=True) as client:
        found = client.config_get("save", "appendonly", "maxmemory*", "client-output-buffer-limit")
    assert found["save"] == ""
    assert found["appendonly"] == "no"
    assert found["maxmemory-policy"] == "noeviction"
    assert int(found["maxmemory"]) == 256 * 1024**2
    assert f"pubsub {8 * 1024**2} {2 * 1024**2} 10" in found["client-output-buffer-limit"]


def test_composes_redis_lets_a_stranger_ask_only_whether_it_lives(composed: str) -> None:
    stranger = redis.Redis(unix_socket_path=urlsplit(composed).path)
    with stranger:
        assert stranger.ping()
        for command in ("KEYS *", "GET secret", "PUBLISH all hello", "CONFIG GET save", "SUBSCRIBE all"):
            with pytest.raises(redis.exceptions.NoPermissionError):
                stranger.execute_command(*command.split())


@pytest.mark.parametrize("command", ["FLUSHALL", "CONFIG SET save 1", "SHUTDOWN", "SAVE", "BGREWRITEAOF"])
def test_composes_redis_is_not_the_applications_to_change(composed: str, command: str) -> None:
    with (
        redis.Redis.from_url(composed) as client,
        pytest.raises(redis.exceptions.NoPermissionError),
    ):
        client.execute_command(*command.split())


def test_alice_and_bob_talk_through_composes_redis(composed: str, tmp_path: Path) -> None:
    with servers.felchat(DATABASE_URL=servers.sqlite(tmp_path), REDIS_URL=composed) as server:
        cast = cast_of(server.url)
        with cast.alice.talking_to(cast.bob) as alices, cast.bob.talking_to(cast.alice) as bobs:
            alices.say("hello bob")
            assert bobs.messages(1)[0].body == "hello bob"


def test_gunicorn_believes_no_forged_scheme_either(site: servers.Felchat) -> None:
    """By itself it believes whoever asks from the same machine, as a proxy there does in everybody's name."""
    answer = Person(site.url).ask("/ping", X_Forwarded_Proto="https")
    assert answer.status == 200
    assert "Strict-Transport-Security" not in answer.headers


def test_the_health_check_knows_a_living_felchat_from_a_dead_one(site: servers.Felchat) -> None:
    def check(port: int) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "deploy/healthcheck.py"]
        environment = {**os.environ, "PORT": str(port)}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert check(site.port).returncode == 0
    dead = check(servers.free_port())
    assert dead.returncode == 1
    assert len(dead.stderr.splitlines()) == 1
