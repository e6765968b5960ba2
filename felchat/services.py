"""What the application can do, for the views to call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app
from werkzeug.local import LocalProxy

from felchat.checks.domain import Check

if TYPE_CHECKING:
    from felchat.accounts.administration import AccountAdministration
    from felchat.accounts.invitations import InvitationService
    from felchat.accounts.profile import ProfileService
    from felchat.accounts.registration import RegistrationService
    from felchat.accounts.securing import SecuringService
    from felchat.accounts.service import AccountService
    from felchat.accounts.tokens import TokenService
    from felchat.accounts.tries import Tries
    from felchat.chat.drafts import DraftService
    from felchat.chat.housekeeping import Housekeeping
    from felchat.chat.service import ChatService
    from felchat.chat.withdrawals import WithdrawalService
    from felchat.limits.service import LimitService
    from felchat.people.service import PeopleService
    from felchat.takeover.service import TakeoverService


@dataclass(frozen=True)
class Services:
    """The services of one application, built by the wiring or by a test."""

    limits: "LimitService"
    accounts: "AccountService"
    registration: "RegistrationService"
    invitations: "InvitationService"
    tries: "Tries"
    administration: "AccountAdministration"
    profile: "ProfileService"
    securing: "SecuringService"
    tokens: "TokenService"
    people: "PeopleService"
    chat: "ChatService"
    drafts: "DraftService"
    withdrawals: "WithdrawalService"
    housekeeping: "Housekeeping"
    takeover: "TakeoverService"
    stores: Mapping[str, Callable[[], None]]
    """For each store, a question that raises StorageAway when it does not answer."""
    checks: Mapping[str, Check]
    """What `flask doctor` looks at, by subject."""


services = cast(Services, LocalProxy(lambda: current_app.extensions["felchat"]))
"""The services of the application that is serving this request."""
