"""Real servers for the tests: given by the environment, found on the machine, or carried by a wheel."""

from tests.servers.common import NoServer, children_of, free_port, frozen, wait_until
from tests.servers.databases import database
from tests.servers.felchat import Felchat, felchat, flask, migrate, procfile, sqlite
from tests.servers.postgres import (
    PostgresServer,
    carried_postgres,
    own_postgres,
    postgres,
    postgres_programs,
    programs_of_postgres,
)
from tests.servers.redis import RedisServer, carried_redis, own_redis, redis_url

__all__ = [
    "Felchat",
    "NoServer",
    "PostgresServer",
    "RedisServer",
    "carried_postgres",
    "carried_redis",
    "children_of",
    "database",
    "felchat",
    "flask",
    "free_port",
    "frozen",
    "migrate",
    "own_postgres",
    "own_redis",
    "postgres",
    "postgres_programs",
    "procfile",
    "programs_of_postgres",
    "redis_url",
    "sqlite",
    "wait_until",
]
