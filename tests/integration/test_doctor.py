"""`flask doctor` at the bedside of a real PostgreSQL and a real Redis."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine

from felchat import database
from felchat.checks.domain import Finding, Verdict, examine
from felchat.checks.in_redis import check_redis
from felchat.checks.in_sql import check_database
from felchat.config import ROOT
from felchat.domain import now
from felchat.redis_connection import connect
from tests import servers

FORBIDDING = ["ACL", "SETUSER", "hosted", "on", ">password", "~*", "&*", "+@all", "-@admin"]
GOOD = {
    "maxmemory-policy": "noeviction",
    "save": "",
    "appendonly": "no",
    "client-output-buffer-limit": "pubsub 32mb 8mb 60",
}


@pytest.fixture(scope="module")
def redis() -> Iterator[servers.RedisServer]:
    """A Redis of this module's, whose settings the tests may spoil."""
    with servers.own_redis() as server:
        yield server


def verdicts(findings: Iterator[Finding]) -> dict[str, Verdict]:
    return {each.subject: each.verdict for each in findings}


def test_postgresql_as_the_migrations_make_it_is_well(database_url: str) -> None:
    engine = create_engine(database_url)
    found = verdicts(check_database(database.transactions(engine), ROOT / "migrations", "prod"))
    engine.dispose()
    assert found == {"database": Verdict.OK, "migrations": Verdict.OK}


def test_postgresql_without_tables_is_to_be_migrated(postgres: str) -> None:
    with servers.database(postgres) as empty:
        engine = create_engine(empty)
        found = verdicts(check_database(database.transactions(engine), ROOT / "migrations", "prod"))
        engine.dispose()
    assert found == {"database": Verdict.OK, "migrations": Verdict.FIX}


def test_a_redis_as_the_readme_starts_it_is_well(redis: servers.RedisServer) -> None:
    client = connect(redis.url)
    found = verdicts(check_redis(client, now))
    client.close()
    assert set(found.values()) == {Verdict.OK}
    assert len(found) == 6


@pytest.mark.parametrize(
    ("setting", "bad", "subject", "verdict"),
    [
        ("maxmemory-policy", "allkeys-lru", "Redis eviction", Verdict.FIX),
        ("save", "60 1", "Redis snapshots", Verdict.FIX),
        ("appendonly", "yes", "Redis append-only file", Verdict.NOTE),
        ("client-output-buffer-limit", "pubsub 0 0 0", "Redis pub/sub buffers", Verdict.FIX),
    ],
)
def test_a_redis_that_is_set_wrongly_is_found_out(
    redis: servers.RedisServer, setting: str, bad: str, subject: str, verdict: Verdict
) -> None:
    client = connect(redis.url)
    client.config_set(setting, bad)
    found = verdicts(check_redis(client, now))
    client.config_set(setting, GOOD[setting])
    client.close()
    assert {name: each for name, each in found.items() if each is not Verdict.OK} == {subject: verdict}


def test_a_redis_that_forbids_to_ask_is_noted_and_its_clock_still_read(redis: servers.RedisServer) -> None:
    client = connect(redis.url)
    client.execute_command(*FORBIDDING)
    hosted = connect(redis.url.replace("unix://", "unix://hosted:password@"))
    found = verdicts(check_redis(hosted, now))
    client.close()
    hosted.close()
    assert found == {"Redis": Verdict.OK, "Redis settings": Verdict.NOTE, "clock": Verdict.OK}


def test_clocks_that_differ_are_found_out(redis: servers.RedisServer) -> None:
    client = connect(redis.url)
    found = verdicts(check_redis(client, lambda: datetime.now(UTC) - timedelta(seconds=5)))
    client.close()
    assert found["clock"] is Verdict.FIX


def test_a_redis_that_is_away_is_one_finding() -> None:
    client = connect("unix:///nowhere/redis.sock")
    assert verdicts(examine({"Redis": lambda: check_redis(client, now)})) == {"Redis": Verdict.FIX}


def test_the_command_looks_at_everything(database_url: str, redis: servers.RedisServer) -> None:
    settings = {"DATABASE_URL": database_url, "REDIS_URL": redis.url, "SECRET_KEY": "Zq" + "8xK2vN5w" * 5}
    said = servers.flask("doctor", "--json", **settings)
    subjects = {each["subject"] for each in json.loads(said.stdout)}
    assert subjects >= {"secret key", "database", "migrations", "Redis", "Redis eviction", "clock"}
