"""Make, list and revoke invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from felchat.accounts.invitation import (
    DAYS,
    MOST_INVITATIONS,
    USES,
    Invitation,
    MayNotInvite,
    NewInvitation,
    TooManyInvitations,
    UnlikelyInvitation,
)
from felchat.accounts.invitation_repository import InvitationRepository
from felchat.accounts.rules import hash_of, new_token
from felchat.domain import Clock
from felchat.logs.security import Event, note


@dataclass(frozen=True)
class InvitationService:
    """What the operator may do about invitations, and whom they allow to make some."""

    invitations: InvitationRepository
    clock: Clock

    def allow(self, account_id: int) -> None:
        """Let somebody make invitations. Raises NoSuchAccount."""
        self.invitations.allow(account_id, True)
        note(Event.INVITING_ALLOWED, account=account_id)

    def forbid(self, account_id: int) -> None:
        """Let somebody make none any more, and theirs open nothing. Raises NoSuchAccount."""
        self.invitations.allow(account_id, False)
        note(Event.INVITING_FORBIDDEN, account=account_id)

    def may_invite(self, account_id: int) -> bool:
        """Whether the operator allows them to."""
        return self.invitations.may_invite(account_id)

    def make(self, uses: int, days: int) -> str:
        """The operator's new invitation: its token, which nobody can be shown again.

        Raises UnlikelyInvitation.
        """
        return self._make(None, uses, days)

    def make_own(self, maker: int, uses: int, days: int) -> str:
        """The same of a person's. Raises MayNotInvite, UnlikelyInvitation and TooManyInvitations."""
        if not self.may_invite(maker):
            raise MayNotInvite
        if len(self.of(maker)) >= MOST_INVITATIONS:
            raise TooManyInvitations
        return self._make(maker, uses, days)

    def of(self, maker: int) -> Sequence[Invitation]:
        """The person's invitations that have not expired, the newest first."""
        return [each for each in self.invitations.of(maker) if each.expires_at > self.clock()]

    def all(self) -> Sequence[Invitation]:
        """Everybody's that have not expired, the newest first."""
        return [each for each in self.invitations.all() if each.expires_at > self.clock()]

    def revoke(self, invitation_id: int) -> bool:
        """End an invitation for good. Whether it was there."""
        return self._end(invitation_id, self.all())

    def revoke_own(self, maker: int, invitation_id: int) -> None:
        """End one of the person's. That it is not there, or not theirs, is no error."""
        self._end(invitation_id, self.of(maker))

    def _end(self, invitation_id: int, among: Sequence[Invitation]) -> bool:
        if is_there := any(each.id == invitation_id for each in among):
            self.invitations.end(invitation_id)
            note(Event.INVITATION_REVOKED, invitation=invitation_id)
        return is_there

    def _make(self, maker: int | None, uses: int, days: int) -> str:
        if uses not in USES or days not in DAYS:
            raise UnlikelyInvitation
        now = self.clock()
        token = new_token()
        made = self.invitations.add(
            NewInvitation(maker, uses, now, now + timedelta(days=days)), hash_of(token)
        )
        by = {} if maker is None else {"account": maker}
        note(Event.INVITATION_MADE, invitation=made.id, **by)
        return token
