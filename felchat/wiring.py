"""How the services are put together. Concrete storage is named here, in kept.py and in stored.py alone."""

from collections.abc import Mapping
from functools import partial

from felchat import database
from felchat.accounts.administration import AccountAdministration
from felchat.accounts.belongings import Factor, Invitations, Tokens
from felchat.accounts.factors import SecondFactors, key_from
from felchat.accounts.invitations import InvitationService
from felchat.accounts.leaving import RevokedInvitations, RevokedTokens
from felchat.accounts.passwords import BcryptPasswords, FrequentPasswords
from felchat.accounts.profile import ProfileService
from felchat.accounts.registration import RegistrationService
from felchat.accounts.repositories import Belongings
from felchat.accounts.securing import SecuringService
from felchat.accounts.service import AccountService
from felchat.accounts.tokens import TokenService
from felchat.accounts.tries import Tries
from felchat.chat.belongings import Drafts, LivingMessages
from felchat.chat.doorkeeping import ChatDoorkeeper
from felchat.chat.drafts import DraftService
from felchat.chat.leaving import ForgottenDrafts, ForgottenTalks, WipedTalks
from felchat.chat.service import ChatService
from felchat.chat.withdrawals import WithdrawalService
from felchat.checks.domain import Check
from felchat.checks.of_registration import check_registration
from felchat.checks.of_settings import check_assets, check_settings
from felchat.config import Settings
from felchat.database_connections import ASKING
from felchat.domain import Clock, now
from felchat.extensions import db
from felchat.kept import Kept, in_sql
from felchat.limits.service import LimitService
from felchat.people.belongings import Blocks
from felchat.people.service import PeopleService
from felchat.services import Services
from felchat.stored import Stored, in_memory, in_redis
from felchat.takeover.old_house import SqlOldHouse
from felchat.takeover.service import TakeoverService


def wire(settings: Settings) -> Services:
    """The services on the storage that the settings name. Needs the application's context."""
    kept = in_sql(settings, database.transactions(db.engine, db.engines.get(ASKING)))
    stored = (in_redis if settings.redis_url else in_memory)(settings, kept.blocks, now)
    return services_on(kept, stored, settings, now)


def services_on(kept: Kept, stored: Stored, settings: Settings, clock: Clock) -> Services:
    """The services on that storage."""
    limits = LimitService(stored.windows if settings.ratelimit_enabled else None)
    tries = Tries(limits)
    accounts = accounts_on(kept, stored, settings, clock)
    drafts = ForgottenDrafts(stored.drafts)
    administration = AccountAdministration(
        accounts, (ForgottenTalks(stored.talks, stored.housekeeping), drafts)
    )
    tokens = TokenService(kept.tokens, clock)
    ways_in = (RevokedTokens(kept.tokens), RevokedInvitations(kept.invitations))
    traces = (WipedTalks(stored.talks, stored.withdrawals), drafts, *ways_in)
    profile = ProfileService(accounts, administration, tokens, belongings(kept, stored), traces, tries)
    sizes = (settings.max_message_length, settings.chat_history_limit)
    chat = ChatService(stored.messages, stored.mailroom, stored.talks, kept.blocks, stored.presence, *sizes)
    return Services(
        limits=limits,
        accounts=accounts,
        registration=RegistrationService(accounts, kept.invitations, settings.registration),
        invitations=InvitationService(kept.invitations, clock),
        tries=tries,
        administration=administration,
        profile=profile,
        securing=SecuringService(profile),
        tokens=tokens,
        people=PeopleService(kept.people, kept.blocks, stored.presence, conversations=chat),
        chat=chat,
        drafts=DraftService(stored.drafts),
        withdrawals=WithdrawalService(stored.withdrawals, chat.read, stored.drafts),
        housekeeping=stored.housekeeping,
        takeover=TakeoverService(SqlOldHouse(), kept.new_house, accounts.passwords, clock),
        stores={"database": kept.answers, "message store": stored.answers},
        checks=checks(kept, stored, settings),
    )


def accounts_on(kept: Kept, stored: Stored, settings: Settings, clock: Clock) -> AccountService:
    return AccountService(
        accounts=kept.accounts,
        sessions=kept.sessions,
        passwords=BcryptPasswords(settings.bcrypt_rounds),
        common_passwords=FrequentPasswords(),
        factors=SecondFactors(kept.factors, key_from(settings.secret_key), clock),
        doorkeeper=ChatDoorkeeper(stored.messages, stored.mailroom),
        clock=clock,
    )


def belongings(kept: Kept, stored: Stored) -> tuple[Belongings, ...]:
    """What a person may take along, in the order of the file that they get."""
    of_the_account = (Tokens(kept.tokens), Invitations(kept.invitations), Factor(kept.factors))
    of_the_chat = (LivingMessages(stored.talks, stored.messages), Drafts(stored.drafts))
    return (*of_the_account, Blocks(kept.people, kept.blocks), *of_the_chat)


def checks(kept: Kept, stored: Stored, settings: Settings) -> Mapping[str, Check]:
    return {
        "settings": partial(check_settings, settings),
        "assets": check_assets,
        "database": kept.check,
        "registration": partial(check_registration, settings.registration, kept.accounts),
        "Redis": stored.check,
    }
