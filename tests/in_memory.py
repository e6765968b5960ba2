"""Felchat as the tests have it: wired like the real one, and all in memory."""

from felchat import stored
from felchat.accounts.factors_in_memory import InMemoryFactorRepository
from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.accounts.invitation import Policy
from felchat.accounts.invitations_in_memory import InMemoryInvitationRepository
from felchat.accounts.sessions_in_memory import InMemorySessionRepository
from felchat.accounts.tokens_in_memory import InMemoryTokenRepository
from felchat.config import Settings
from felchat.domain import Clock
from felchat.kept import Kept, lifetimes
from felchat.people.in_memory import InMemoryBlockRepository, InMemoryPersonRepository
from felchat.services import Services
from felchat.takeover.in_memory import InMemoryNewHouse
from felchat.wiring import services_on

SETTINGS = Settings(
    _env_file=None, env="test", secret_key="s" * 40, database_url="sqlite://", redis_url="", bcrypt_rounds=4
)
LIFETIMES = lifetimes(SETTINGS)


def services_in_memory(
    clock: Clock, retention_ms: int, policy: Policy = Policy.OPEN, *, limited: bool = False
) -> Services:
    """All services, on a clock of the test's; with limits of rate, too, if it asks for them."""
    wishes = {
        "registration": policy,
        "ratelimit_enabled": limited,
        "message_retention_minutes": retention_ms / 60_000,
    }
    settings = SETTINGS.model_copy(update=wishes)
    kept = kept_in_memory()
    return services_on(kept, stored.in_memory(settings, kept.blocks, clock), settings, clock)


def kept_in_memory() -> Kept:
    accounts = InMemoryAccountRepository()
    people = InMemoryPersonRepository(accounts)
    blocks = InMemoryBlockRepository(people)
    return Kept(
        accounts=accounts,
        sessions=InMemorySessionRepository(accounts, LIFETIMES),
        factors=InMemoryFactorRepository(accounts),
        tokens=InMemoryTokenRepository(accounts),
        invitations=InMemoryInvitationRepository(accounts),
        people=people,
        blocks=blocks,
        new_house=InMemoryNewHouse(accounts, blocks),
        answers=lambda: None,
        check=lambda: iter(()),
    )
