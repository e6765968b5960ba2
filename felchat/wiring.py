"""Which storage stands behind which port. With stored.py the only module that names concrete storage."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from felchat import database
from felchat.accounts.administration import AccountAdministration
from felchat.accounts.belongings import Factor, Invitations, Tokens
from felchat.accounts.factors import SecondFactors, key_from
from felchat.accounts.factors_in_sql import SqlFactorRepository
from felchat.accounts.in_sql import SqlAccountRepository
from felchat.accounts.invitations import InvitationService
from felchat.accounts.invitations_in_sql import SqlInvitationRepository
from felchat.accounts.leaving import RevokedInvitations, RevokedTokens
from felchat.accounts.lifetimes import Lifetime, Lifetimes
from felchat.accounts.passwords import BcryptPasswords, FrequentPasswords
from felchat.accounts.profile import ProfileService
from felchat.accounts.registration import RegistrationService
from felchat.accounts.repositories import Doorkeeper
from felchat.accounts.securing import SecuringService
from felchat.accounts.service import AccountService
from felchat.accounts.sessions_in_sql import SqlSessionRepository
from felchat.accounts.tokens import TokenService
from felchat.accounts.tokens_in_sql import SqlTokenRepository
from felchat.accounts.tries import Tries
from felchat.chat.belongings import Drafts, LivingMessages
from felchat.chat.doorkeeping import ChatDoorkeeper
from felchat.chat.drafts import DraftService
from felchat.chat.leaving import ForgottenDrafts, ForgottenTalks, WipedTalks
from felchat.chat.service import ChatService
from felchat.chat.withdrawals import WithdrawalService
from felchat.checks.domain import Check
from felchat.checks.in_sql import check_database
from felchat.checks.of_registration import check_registration
from felchat.checks.of_settings import check_assets, check_settings
from felchat.config import ROOT, Settings
from felchat.database import Transaction
from felchat.domain import now
from felchat.extensions import db
from felchat.limits.service import LimitService
from felchat.people.belongings import Blocks
from felchat.people.blocks_in_sql import SqlBlockRepository
from felchat.people.in_sql import SqlPersonRepository
from felchat.people.service import PeopleService
from felchat.services import Services
from felchat.stored import Stored, in_memory, in_redis
from felchat.takeover.in_sql import SqlNewHouse
from felchat.takeover.old_house import SqlOldHouse
from felchat.takeover.service import TakeoverService


def wire(settings: Settings) -> Services:
    """The services on the storage that the settings name. Needs the application's context."""
    transaction = database.transactions(db.engine)
    people, blocks = SqlPersonRepository(transaction), SqlBlockRepository(transaction)
    tokens = SqlTokenRepository(transaction)
    invitations = SqlInvitationRepository(transaction, SqlAccountRepository(transaction))
    stored = (in_redis if settings.redis_url else in_memory)(settings, blocks)
    talks, presence = stored.talks, stored.presence
    sizes = (settings.max_message_length, settings.chat_history_limit)
    chat = ChatService(stored.messages, stored.mailroom, talks, blocks, presence, *sizes)
    limits = LimitService(stored.windows if settings.ratelimit_enabled else None)
    tries = Tries(limits)
    accounts = accounts_in_sql(transaction, settings, ChatDoorkeeper(stored.messages, stored.mailroom))
    leaving = (ForgottenTalks(talks, stored.housekeeping), ForgottenDrafts(stored.drafts))
    ways_in = (RevokedTokens(tokens), RevokedInvitations(invitations))
    traces = (WipedTalks(talks, stored.withdrawals), ForgottenDrafts(stored.drafts), *ways_in)
    administration = AccountAdministration(accounts, leaving)
    factor, messages = Factor(accounts.factors.factors), LivingMessages(talks, stored.messages)
    told = (Tokens(tokens), Invitations(invitations), factor, Blocks(people, blocks))
    belongings = (*told, messages, Drafts(stored.drafts))
    token_service = TokenService(tokens, now)
    profile = ProfileService(accounts, administration, token_service, belongings, traces, tries)
    return Services(
        limits=limits,
        accounts=accounts,
        registration=RegistrationService(accounts, invitations, settings.registration),
        invitations=InvitationService(invitations, now),
        tries=tries,
        administration=administration,
        profile=profile,
        securing=SecuringService(profile),
        tokens=token_service,
        people=PeopleService(people, blocks, presence, conversations=chat),
        chat=chat,
        drafts=DraftService(stored.drafts),
        withdrawals=WithdrawalService(stored.withdrawals, chat.read, stored.drafts),
        housekeeping=stored.housekeeping,
        takeover=TakeoverService(SqlOldHouse(), SqlNewHouse(transaction), accounts.passwords, now),
        stores={"database": partial(database.answers, transaction), "message store": stored.answers},
        checks=checks(transaction, settings, stored, accounts),
    )


def accounts_in_sql(transaction: Transaction, settings: Settings, doorkeeper: Doorkeeper) -> AccountService:
    return AccountService(
        accounts=SqlAccountRepository(transaction),
        sessions=SqlSessionRepository(transaction, lifetimes(settings)),
        passwords=BcryptPasswords(settings.bcrypt_rounds),
        common_passwords=FrequentPasswords(),
        factors=SecondFactors(SqlFactorRepository(transaction), key_from(settings.secret_key), now),
        doorkeeper=doorkeeper,
        clock=now,
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


def checks(
    transaction: Transaction, settings: Settings, stored: Stored, accounts: AccountService
) -> Mapping[str, Check]:
    return {
        "settings": partial(check_settings, settings),
        "assets": check_assets,
        "database": partial(check_database, transaction, ROOT / "migrations", settings.env),
        "registration": partial(check_registration, settings.registration, accounts.accounts),
        "Redis": stored.check,
    }
