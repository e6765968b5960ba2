"""What invitations ask of storage."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from felchat.accounts.domain import Account, Registration
from felchat.accounts.invitation import Invitation, NewInvitation


class InvitationRepository(Protocol):
    """Invitations, known by the SHA-256 of their token, and who may make them. Raises StorageAway.

    An invitation opens while it has uses left, has not expired, and its maker is there, may invite and is
    not disabled. It ends with its maker's account.
    """

    def allow(self, account_id: int, allowed: bool) -> None:
        """Let somebody invite, or not any more. Raises NoSuchAccount."""
        ...

    def may_invite(self, account_id: int) -> bool: ...

    def add(self, wish: NewInvitation, token_hash: str) -> Invitation:
        """Keep it, and forget all that have expired by then."""
        ...

    def of(self, maker: int) -> Sequence[Invitation]:
        """Those that the person made, the newest first."""
        ...

    def all(self) -> Sequence[Invitation]:
        """Everybody's, the newest first."""
        ...

    def end(self, invitation_id: int) -> None:
        """End it for good; ending it again is no error."""
        ...

    def opens(self, token_hash: str, at: datetime) -> bool:
        """Whether somebody could register with it at that time."""
        ...

    def admit(self, registration: Registration, token_hash: str) -> Account:
        """Keep the account and take one use away: both or neither, however many come at once.

        Raises NotInvited, UsernameTaken and EmailTaken.
        """
        ...
