"""Where accounts are, and whatever else is kept beside them: in a database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from felchat import database
from felchat.accounts.factor_repository import FactorRepository
from felchat.accounts.factors_in_sql import SqlFactorRepository
from felchat.accounts.in_sql import SqlAccountRepository
from felchat.accounts.invitation_repository import InvitationRepository
from felchat.accounts.invitations_in_sql import SqlInvitationRepository
from felchat.accounts.lifetimes import Lifetime, Lifetimes
from felchat.accounts.repositories import AccountRepository
from felchat.accounts.session_repository import SessionRepository
from felchat.accounts.sessions_in_sql import SqlSessionRepository
from felchat.accounts.token_repository import TokenRepository
from felchat.accounts.tokens_in_sql import SqlTokenRepository
from felchat.checks.domain import Check
from felchat.checks.in_sql import check_database
from felchat.config import ROOT, Settings
from felchat.database import Transaction
from felchat.people.blocks_in_sql import SqlBlockRepository
from felchat.people.in_sql import SqlPersonRepository
from felchat.people.repositories import BlockRepository, PersonRepository
from felchat.takeover.in_sql import SqlNewHouse
from felchat.takeover.repositories import NewHouse


@dataclass(frozen=True)
class Kept:
    """Where accounts are, and whatever else is kept beside them."""

    accounts: AccountRepository
    sessions: SessionRepository
    factors: FactorRepository
    tokens: TokenRepository
    invitations: InvitationRepository
    people: PersonRepository
    blocks: BlockRepository
    new_house: NewHouse
    answers: Callable[[], None]
    check: Check


def in_sql(settings: Settings, transaction: Transaction) -> Kept:
    accounts = SqlAccountRepository(transaction)
    return Kept(
        accounts=accounts,
        sessions=SqlSessionRepository(transaction, lifetimes(settings)),
        factors=SqlFactorRepository(transaction),
        tokens=SqlTokenRepository(transaction),
        invitations=SqlInvitationRepository(transaction, accounts),
        people=SqlPersonRepository(transaction),
        blocks=SqlBlockRepository(transaction),
        new_house=SqlNewHouse(transaction),
        answers=partial(database.answers, transaction),
        check=partial(check_database, transaction, ROOT / "migrations", settings.env),
    )


def lifetimes(settings: Settings) -> Lifetimes:
    return Lifetimes(
        passing=Lifetime(
            timedelta(hours=settings.session_idle_hours), timedelta(hours=settings.session_absolute_hours)
        ),
        remembered=Lifetime(
            timedelta(days=settings.session_remembered_idle_days),
            timedelta(days=settings.session_remembered_absolute_days),
        ),
    )
