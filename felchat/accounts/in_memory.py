"""Accounts and sessions in this process's memory, lost when it ends."""

from dataclasses import dataclass, field
from itertools import count
from threading import Lock

from felchat.accounts.domain import Account, EmailTaken, Registration, UsernameTaken, Viewer


@dataclass
class InMemoryAccountRepository:
    """See AccountRepository."""

    accounts: list[Account] = field(default_factory=list)
    _by_username: dict[str, Account] = field(default_factory=dict)
    _by_email: dict[str, Account] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def add(self, registration: Registration) -> Account:
        with self._lock:
            if self.is_username_taken(registration.username_key):
                raise UsernameTaken
            if self.is_email_taken(registration.email_key):
                raise EmailTaken
            account = Account(
                id=len(self.accounts) + 1,
                username=registration.username,
                email=registration.email,
                password_hash=registration.password_hash,
                registered_at=registration.registered_at,
            )
            self.accounts.append(account)
            self._by_username[registration.username_key] = account
            self._by_email[registration.email_key] = account
            return account

    def is_username_taken(self, key: str) -> bool:
        return key in self._by_username

    def is_email_taken(self, key: str) -> bool:
        return key in self._by_email

    def find_by_username(self, key: str) -> Account | None:
        return self._by_username.get(key)


@dataclass
class InMemorySessionRepository:
    """See SessionRepository. Takes the names of its viewers from the accounts beside it."""

    accounts: InMemoryAccountRepository
    _sessions: dict[str, Viewer] = field(default_factory=dict)
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def open(self, account_id: int, token_hash: str) -> Viewer:
        account = self.accounts.accounts[account_id - 1]
        viewer = Viewer(account.id, account.username, next(self._ids))
        self._sessions[token_hash] = viewer
        return viewer

    def find(self, token_hash: str) -> Viewer | None:
        return self._sessions.get(token_hash)

    def end(self, session_id: int) -> None:
        self._sessions = {key: each for key, each in self._sessions.items() if each.session_id != session_id}
