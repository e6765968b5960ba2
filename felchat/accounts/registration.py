"""How somebody registers by themselves, where and while the operator lets them."""

from dataclasses import dataclass

from felchat.accounts.domain import Account
from felchat.accounts.invitation import NotInvited, Policy, RegistrationClosed
from felchat.accounts.invitation_repository import InvitationRepository
from felchat.accounts.rules import hash_of
from felchat.accounts.service import AccountService
from felchat.logs.security import Event, note


@dataclass(frozen=True)
class RegistrationService:
    """The door for strangers. The operator's own is `AccountService.register`, which is always open."""

    entrance: AccountService
    invitations: InvitationRepository
    policy: Policy

    def may_register(self, invitation: str) -> None:
        """Return if that invitation opens the door, or none is needed.

        Raises RegistrationClosed or NotInvited.
        """
        if self.policy is Policy.CLOSED:
            raise RegistrationClosed
        if self.policy is Policy.INVITE and not self._opens(invitation):
            raise NotInvited

    def register(self, username: str, email: str, password: str, invitation: str) -> Account:
        """Open an account, by one use of the invitation where one is needed.

        Raises RegistrationClosed, NotInvited and NotRegistered, of which none costs a use.
        """
        try:
            self.may_register(invitation)
            if self.policy is Policy.OPEN:
                return self.entrance.register(username, email, password)
            token_hash = hash_of(invitation)
            return self.entrance.admit(
                lambda wish: self.invitations.admit(wish, token_hash), username, email, password
            )
        except (RegistrationClosed, NotInvited):
            note(Event.REGISTRATION_REFUSED)
            raise

    def _opens(self, invitation: str) -> bool:
        return self.invitations.opens(hash_of(invitation), self.entrance.clock())
