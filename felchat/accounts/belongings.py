"""What a person takes along of their account beside itself: their tokens, invitations and second factor."""

from collections.abc import Mapping
from dataclasses import dataclass

from felchat.accounts.api_token import ApiToken
from felchat.accounts.factor_repository import FactorRepository
from felchat.accounts.invitation import Invitation
from felchat.accounts.invitation_repository import InvitationRepository
from felchat.accounts.token_repository import TokenRepository


@dataclass(frozen=True)
class Tokens:
    """See Belongings. The tokens themselves are kept nowhere."""

    tokens: TokenRepository

    def of(self, person: int) -> Mapping[str, object]:
        return {"tokens": [in_json(token) for token in self.tokens.of(person)]}


@dataclass(frozen=True)
class Invitations:
    """See Belongings. Their links are kept nowhere."""

    invitations: InvitationRepository

    def of(self, person: int) -> Mapping[str, object]:
        return {"invitations": [invitation_in_json(each) for each in self.invitations.of(person)]}


def invitation_in_json(invitation: Invitation) -> Mapping[str, object]:
    return {
        "id": invitation.id,
        "uses_left": invitation.uses_left,
        "made_at": invitation.made_at.isoformat(),
        "expires_at": invitation.expires_at.isoformat(),
    }


@dataclass(frozen=True)
class Factor:
    """See Belongings. Its secret is told nobody once it is on."""

    factors: FactorRepository

    def of(self, person: int) -> Mapping[str, object]:
        factor = self.factors.of(person)
        known = (
            {"since": factor.since.isoformat(), "recovery_codes_left": factor.codes_left} if factor else None
        )
        return {"second_factor": known}


def in_json(token: ApiToken) -> Mapping[str, object]:
    return {
        "id": token.id,
        "name": token.name,
        "scope": token.scope,
        "made_at": token.made_at.isoformat(),
        "last_used_at": token.last_used_at.isoformat() if token.last_used_at else None,
    }
