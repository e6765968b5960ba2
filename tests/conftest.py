"""The cast and the stage that all tests share."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from felchat import create_app
from felchat.accounts.administration import AccountAdministration
from felchat.accounts.belongings import Tokens
from felchat.accounts.domain import Account
from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.accounts.leaving import RevokedTokens
from felchat.accounts.passwords import BcryptPasswords, FrequentPasswords
from felchat.accounts.profile import ProfileService
from felchat.accounts.service import AccountService
from felchat.accounts.sessions_in_memory import InMemorySessionRepository
from felchat.accounts.tokens import TokenService
from felchat.accounts.tokens_in_memory import InMemoryTokenRepository
from felchat.chat.belongings import Drafts, LivingMessages
from felchat.chat.doorkeeping import ChatDoorkeeper
from felchat.chat.drafts import DraftService
from felchat.chat.drafts_in_memory import InMemoryDraftRepository
from felchat.chat.housekeeping_in_memory import InMemoryHousekeeping
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.leaving import ForgottenDrafts, ForgottenTalks, WipedTalks
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.chat.service import ChatService
from felchat.chat.talks_in_memory import InMemoryTalkRepository
from felchat.chat.withdrawals import WithdrawalService
from felchat.chat.withdrawals_in_memory import InMemoryWithdrawalRepository
from felchat.config import Settings
from felchat.people.belongings import Blocks
from felchat.people.in_memory import InMemoryBlockRepository, InMemoryPersonRepository, InMemoryPresence
from felchat.people.service import PeopleService
from felchat.services import Services
from felchat.takeover.in_memory import InMemoryNewHouse
from felchat.takeover.old_house import SqlOldHouse
from felchat.takeover.service import TakeoverService
from tests import servers

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
    repository = InMemoryAccountRepository()
    people = InMemoryPersonRepository(repository)
    blocks = InMemoryBlockRepository(people)
    mailroom = InMemoryMailroom()
    presence = InMemoryPresence(clock, mailroom.person_changed)
    messages = InMemoryMessageRepository(mailroom, clock, RETENTION_MS, blocks.blockers)
    talks = InMemoryTalkRepository(messages)
    chat = ChatService(messages, mailroom, talks, blocks, presence, 1000, 50)
    accounts = AccountService(
        accounts=repository,
        sessions=InMemorySessionRepository(repository),
        passwords=BcryptPasswords(rounds=4),
        common_passwords=FrequentPasswords(),
        doorkeeper=ChatDoorkeeper(messages, mailroom),
        clock=clock,
    )
    drafts = InMemoryDraftRepository(messages)
    housekeeping = InMemoryHousekeeping(messages, drafts)
    leaving = (ForgottenTalks(talks, housekeeping), ForgottenDrafts(drafts))
    administration = AccountAdministration(accounts, leaving)
    tokens = InMemoryTokenRepository(repository)
    withdrawals = InMemoryWithdrawalRepository(messages)
    traces = (WipedTalks(talks, withdrawals), ForgottenDrafts(drafts), RevokedTokens(tokens))
    belongings = (Tokens(tokens), Blocks(people, blocks), LivingMessages(talks, messages), Drafts(drafts))
    return Services(
        accounts=accounts,
        administration=administration,
        profile=ProfileService(accounts, administration, belongings, traces),
        tokens=TokenService(tokens, clock),
        people=PeopleService(people, blocks, presence, conversations=chat),
        chat=chat,
        drafts=DraftService(drafts),
        withdrawals=WithdrawalService(withdrawals, chat.read, drafts),
        housekeeping=housekeeping,
        takeover=TakeoverService(
            SqlOldHouse(), InMemoryNewHouse(repository, blocks), accounts.passwords, clock
        ),
        stores={"database": lambda: None, "message store": lambda: None},
        checks={},
    )


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
