"""The cast and the stage that all tests share."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from felchat import create_app
from felchat.accounts.domain import Account
from felchat.chat.stencil import stencils
from felchat.config import Settings
from felchat.services import Services
from tests import servers
from tests.in_memory import services_in_memory

PASSWORD = "correct horse battery"
RETENTION_MS = 30 * 60_000


@dataclass
class MovingClock:
    """A clock that stands still until a test moves it."""

    time: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 12, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def services(clock: MovingClock) -> Services:
    """All of Felchat in memory, on a clock of the test's."""
    return services_in_memory(clock, RETENTION_MS)


@pytest.fixture
def limited(clock: MovingClock, monkeypatch: pytest.MonkeyPatch) -> Services:
    """All of Felchat with its limits of rate, which go by the test's clock, too."""
    stopped = SimpleNamespace(time=lambda: clock().timestamp())
    for module in ("limits.storage.memory", "limits.storage.redis", "felchat.limits.in_memory"):
        monkeypatch.setattr(f"{module}.time", stopped)
    return services_in_memory(clock, RETENTION_MS, limited=True)


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None, env="test", secret_key="s" * 40, database_url="sqlite://", redis_url="")


@pytest.fixture(scope="session")
def apps() -> dict[str, Flask]:
    """The applications made so far, by their settings: making one takes longer than most tests."""
    return {}


@pytest.fixture
def app(apps: dict[str, Flask], settings: Settings, services: Services) -> Iterator[Flask]:
    """Felchat with the test's own services. Who adds routes to it makes an application of their own."""
    key = settings.model_dump_json()
    app = apps[key] = apps.get(key) or create_app(settings, services)
    app.extensions["felchat"] = services
    stencils.cache_clear()  # or it would be by the order of the tests whether one needs a context
    config = dict(app.config)
    yield app
    app.config.update(config)


@pytest.fixture
def alice(services: Services) -> Account:
    return services.accounts.register("alice", "alice@example.org", PASSWORD)


@pytest.fixture
def bob(services: Services) -> Account:
    return services.accounts.register("bob", "bob@example.org", PASSWORD)


@pytest.fixture
def mallory(services: Services) -> Account:
    return services.accounts.register("mallory", "mallory@example.org", PASSWORD)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server."""
    with needed(), servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def migrated(postgres: str) -> Iterator[str]:
    """A database on PostgreSQL that the project's own migrations made; for copying."""
    with servers.database(postgres) as url:
        servers.migrate(url)
        yield url


@pytest.fixture
def database_url(postgres: str, migrated: str) -> Iterator[str]:
    """A new database on PostgreSQL, migrated."""
    with servers.database(postgres, like=migrated) as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The URL of a Redis server."""
    with needed(), servers.redis_url() as url:
        yield url


@contextmanager
def needed() -> Iterator[None]:
    """Without a server or a browser a test is skipped, with the reason; under CI it fails."""
    try:
        yield
    except servers.NoServer as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
