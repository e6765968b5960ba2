"""An invitation: a link by which some people may register, for a while."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from felchat.domain import Refusal

USES = range(1, 101)
DAYS = range(1, 91)
MOST_INVITATIONS = 20
"""How many invitations one person may have at a time."""


class Policy(StrEnum):
    """Who may register by themselves: everybody, the invited, or nobody."""

    OPEN = "open"
    INVITE = "invite"
    CLOSED = "closed"


class RegistrationClosed(Refusal):
    """Nobody registers by themselves here."""


class NotInvited(Refusal):
    """There is no invitation, or none that opens anything (any more); which of these is not told."""


class MayNotInvite(Refusal):
    """The operator did not allow the person to invite others, or does not any more."""


class TooManyInvitations(Refusal):
    """The person has as many invitations as one may have."""


class UnlikelyInvitation(Refusal):
    """An invitation is for 1 to 100 people and for 1 to 90 days."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """A checked wish for an invitation. `maker` is an account's id; None for the operator."""

    maker: int | None
    uses: int
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is known of an invitation, but for its link, which only its maker was shown."""

    id: int
    maker: int | None
    uses_left: int
    made_at: datetime
    expires_at: datetime
