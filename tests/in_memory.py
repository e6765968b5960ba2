"""Felchat as the tests have it: wired like the real one, and all in memory."""

from datetime import timedelta

from felchat.accounts.administration import AccountAdministration
from felchat.accounts.belongings import Factor, Invitations, Tokens
from felchat.accounts.factors import SecondFactors, key_from
from felchat.accounts.factors_in_memory import InMemoryFactorRepository
from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.accounts.invitation import Policy
from felchat.accounts.invitations import InvitationService
from felchat.accounts.invitations_in_memory import InMemoryInvitationRepository
from felchat.accounts.leaving import RevokedInvitations, RevokedTokens
from felchat.accounts.lifetimes import Lifetime, Lifetimes
from felchat.accounts.passwords import BcryptPasswords, FrequentPasswords
from felchat.accounts.profile import ProfileService
from felchat.accounts.registration import RegistrationService
from felchat.accounts.securing import SecuringService
from felchat.accounts.service import AccountService
from felchat.accounts.sessions_in_memory import InMemorySessionRepository
from felchat.accounts.tokens import TokenService
from felchat.accounts.tokens_in_memory import InMemoryTokenRepository
from felchat.accounts.tries import Tries
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
from felchat.domain import Clock
from felchat.limits.in_memory import in_memory as windows_in_memory
from felchat.limits.rules import MESSAGES
from felchat.limits.service import LimitService
from felchat.people.belongings import Blocks
from felchat.people.in_memory import InMemoryBlockRepository, InMemoryPersonRepository, InMemoryPresence
from felchat.people.service import PeopleService
from felchat.services import Services
from felchat.takeover.in_memory import InMemoryNewHouse
from felchat.takeover.old_house import SqlOldHouse
from felchat.takeover.service import TakeoverService

LIFETIMES = Lifetimes(
    passing=Lifetime(timedelta(hours=12), timedelta(days=7)),
    remembered=Lifetime(timedelta(days=30), timedelta(days=90)),
)


def services_in_memory(
    clock: Clock, retention_ms: int, policy: Policy = Policy.OPEN, *, limited: bool = False
) -> Services:
    """All services, on a clock of the test's; with limits of rate, too, if it asks for them."""
    limits = LimitService(windows_in_memory() if limited else None)
    tries = Tries(limits)
    repository = InMemoryAccountRepository()
    people = InMemoryPersonRepository(repository)
    blocks = InMemoryBlockRepository(people)
    mailroom = InMemoryMailroom()
    presence = InMemoryPresence(clock, mailroom.person_changed)
    messages = InMemoryMessageRepository(
        mailroom, clock, retention_ms, blocks.terms, MESSAGES if limited else None
    )
    talks = InMemoryTalkRepository(messages)
    chat = ChatService(messages, mailroom, talks, blocks, presence, 1000, 50)
    factors = InMemoryFactorRepository(repository)
    accounts = AccountService(
        accounts=repository,
        sessions=InMemorySessionRepository(repository, LIFETIMES),
        passwords=BcryptPasswords(rounds=4),
        common_passwords=FrequentPasswords(),
        factors=SecondFactors(factors, key_from("s" * 40), clock),
        doorkeeper=ChatDoorkeeper(messages, mailroom),
        clock=clock,
    )
    drafts = InMemoryDraftRepository(messages)
    housekeeping = InMemoryHousekeeping(messages, drafts)
    leaving = (ForgottenTalks(talks, housekeeping), ForgottenDrafts(drafts))
    administration = AccountAdministration(accounts, leaving)
    tokens = InMemoryTokenRepository(repository)
    invitations = InMemoryInvitationRepository(repository)
    withdrawals = InMemoryWithdrawalRepository(messages)
    ways_in = (RevokedTokens(tokens), RevokedInvitations(invitations))
    traces = (WipedTalks(talks, withdrawals), ForgottenDrafts(drafts), *ways_in)
    told = (Tokens(tokens), Factor(factors), Invitations(invitations), Blocks(people, blocks))
    belongings = (*told, LivingMessages(talks, messages), Drafts(drafts))
    token_service = TokenService(tokens, clock)
    profile = ProfileService(accounts, administration, token_service, belongings, traces, tries)
    return Services(
        limits=limits,
        accounts=accounts,
        registration=RegistrationService(accounts, invitations, policy),
        invitations=InvitationService(invitations, clock),
        tries=tries,
        administration=administration,
        profile=profile,
        securing=SecuringService(profile),
        tokens=token_service,
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
