"""Invitations in this process's memory, lost when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from threading import RLock

from felchat.accounts.domain import Account, Registration
from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.accounts.invitation import Invitation, NewInvitation, NotInvited


@dataclass
class InMemoryInvitationRepository:
    """See InvitationRepository. Looks at the accounts beside it."""

    accounts: InMemoryAccountRepository
    _invitations: dict[str, Invitation] = field(default_factory=dict)
    _inviters: set[int] = field(default_factory=set)
    _ids: "count[int]" = field(default_factory=lambda: count(1))
    _lock: RLock = field(default_factory=RLock)

    def allow(self, account_id: int, allowed: bool) -> None:
        change = self._inviters.add if allowed else self._inviters.discard
        change(self.accounts.get(account_id).id)

    def may_invite(self, account_id: int) -> bool:
        return account_id in self._inviters and self.accounts.known(account_id) is not None

    def add(self, wish: NewInvitation, token_hash: str) -> Invitation:
        with self._lock:
            living = {key: each for key, each in self._invitations.items() if each.expires_at > wish.made_at}
            made = Invitation(next(self._ids), wish.maker, wish.uses, wish.made_at, wish.expires_at)
            self._invitations = living | {token_hash: made}
            return made

    def of(self, maker: int) -> Sequence[Invitation]:
        return [each for each in self.all() if each.maker == maker]

    def all(self) -> Sequence[Invitation]:
        return [each for each in reversed(self._invitations.values()) if self._is_kept(each)]

    def end(self, invitation_id: int) -> None:
        with self._lock:
            self._invitations = {
                key: each for key, each in self._invitations.items() if each.id != invitation_id
            }

    def opens(self, token_hash: str, at: datetime) -> bool:
        found = self._invitations.get(token_hash)
        return bool(found and found.uses_left and found.expires_at > at and self._is_backed(found.maker))

    def admit(self, registration: Registration, token_hash: str) -> Account:
        with self._lock:
            if not self.opens(token_hash, registration.registered_at):
                raise NotInvited
            account = self.accounts.add(registration)
            used = self._invitations[token_hash]
            self._invitations[token_hash] = replace(used, uses_left=used.uses_left - 1)
            return account

    def _is_kept(self, invitation: Invitation) -> bool:
        return invitation.maker is None or self.accounts.known(invitation.maker) is not None

    def _is_backed(self, maker: int | None) -> bool:
        if maker is None:
            return True
        account = self.accounts.known(maker)
        return account is not None and account.disabled_at is None and maker in self._inviters
