"""What keeps accounts and all that hangs on them, as the contract suites use it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import create_engine

from felchat import database
from felchat.accounts.domain import Registration
from felchat.accounts.factor_repository import FactorRepository
from felchat.accounts.factors_in_sql import SqlFactorRepository
from felchat.accounts.in_sql import SqlAccountRepository
from felchat.accounts.invitation_repository import InvitationRepository
from felchat.accounts.invitations_in_sql import SqlInvitationRepository
from felchat.accounts.repositories import AccountRepository
from felchat.accounts.session_repository import SessionRepository
from felchat.accounts.sessions_in_sql import SqlSessionRepository
from felchat.accounts.token_repository import TokenRepository
from felchat.accounts.tokens_in_sql import SqlTokenRepository
from felchat.people.blocks_in_sql import SqlBlockRepository
from felchat.people.in_sql import SqlPersonRepository
from felchat.people.repositories import BlockRepository, PersonRepository
from tests.in_memory import LIFETIMES

ALICE = Registration(
    username="Alice",
    username_key="alice",
    email="Alice@example.org",
    email_key="alice@example.org",
    password_hash="hash",
    registered_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
)
BOB = replace(ALICE, username="bob", username_key="bob", email="b@example.org", email_key="b@example.org")
NOBODY = [0, -1, 7, 2**31, 2**63, 10**30]


@dataclass
class AccountStore:
    """The repositories on one storage."""

    accounts: AccountRepository
    sessions: SessionRepository
    tokens: TokenRepository
    factors: FactorRepository
    invitations: InvitationRepository
    people: PersonRepository
    blocks: BlockRepository


def with_alice_and_bob(store: AccountStore) -> AccountStore:
    """The same, once they are registered: alice is 1, bob is 2."""
    for name in ("alice", "bob"):
        store.accounts.add(Registration(name, name, name, name, "hash", ALICE.registered_at, name))
    return store


@contextmanager
def in_sql(url: str) -> Iterator[AccountStore]:
    """The repositories on a database, whose tables are made unless they are there."""
    engine = create_engine(url)
    database.Base.metadata.create_all(engine)
    transaction = database.transactions(engine)
    accounts = SqlAccountRepository(transaction)
    yield AccountStore(
        accounts,
        SqlSessionRepository(transaction, LIFETIMES),
        SqlTokenRepository(transaction),
        SqlFactorRepository(transaction),
        SqlInvitationRepository(transaction, accounts),
        SqlPersonRepository(transaction),
        SqlBlockRepository(transaction),
    )
    engine.dispose()
