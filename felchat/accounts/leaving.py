"""What becomes of the ways in that somebody made who wants to leave no trace."""

from dataclasses import dataclass

from felchat.accounts.invitation_repository import InvitationRepository
from felchat.accounts.token_repository import TokenRepository
from felchat.logs.security import Event, note


@dataclass(frozen=True)
class RevokedTokens:
    """See Leaving. A program that went on in their name would leave the next trace."""

    tokens: TokenRepository

    def person_left(self, person: int) -> None:
        for token in self.tokens.of(person):
            self.tokens.end(token.id)
            note(Event.TOKEN_REVOKED, account=person, token=token.id)


@dataclass(frozen=True)
class RevokedInvitations:
    """See Leaving. Whom they invited would come in their name."""

    invitations: InvitationRepository

    def person_left(self, person: int) -> None:
        for invitation in self.invitations.of(person):
            self.invitations.end(invitation.id)
            note(Event.INVITATION_REVOKED, invitation=invitation.id)
