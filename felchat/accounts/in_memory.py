"""Accounts in this process's memory, lost when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from threading import RLock
from typing import Any, TypeVar

from felchat.accounts.domain import (
    Account,
    EmailTaken,
    NoSuchAccount,
    Registration,
    UsernameTaken,
)
from felchat.accounts.preferences import Preferences

Key = TypeVar("Key", bound="str | None")


@dataclass
class InMemoryAccountRepository:
    """See AccountRepository."""

    accounts: list[Account] = field(default_factory=list)
    _by_username: dict[str, int] = field(default_factory=dict)
    _by_skeleton: dict[str | None, int] = field(default_factory=dict)
    _by_email: dict[str, int] = field(default_factory=dict)
    _ids: "count[int]" = field(default_factory=lambda: count(1))
    _lock: RLock = field(default_factory=RLock)

    def add(self, registration: Registration) -> Account:
        with self._lock:
            if self.is_username_taken(registration.username_key, registration.skeleton):
                raise UsernameTaken
            if registration.email_key in self._by_email:
                raise EmailTaken
            account = Account(
                id=next(self._ids),
                username=registration.username,
                email=registration.email,
                password_hash=registration.password_hash,
                registered_at=registration.registered_at,
            )
            self.accounts.append(account)
            self._by_username[registration.username_key] = account.id
            self._by_skeleton |= held(registration.skeleton, account.id)
            self._by_email[registration.email_key] = account.id
            return account

    def is_username_taken(self, key: str, skeleton: str | None = None) -> bool:
        return key in self._by_username or skeleton in self._by_skeleton

    def find_by_username(self, key: str) -> Account | None:
        with self._lock:
            return self.get(self._by_username[key]) if key in self._by_username else None

    def get(self, account_id: int) -> Account:
        if account := self.known(account_id):
            return account
        raise NoSuchAccount

    def known(self, account_id: int) -> Account | None:
        """For what hangs on an account, and is there no longer than that."""
        return next((each for each in self.accounts if each.id == account_id), None)

    def page(self, prefix: str, after: int, limit: int) -> Sequence[Account]:
        with self._lock:
            found = {id_ for key, id_ in self._by_username.items() if key.startswith(prefix)}
            return [each for each in self.accounts if each.id in found and each.id > after][:limit]

    def count(self, prefix: str) -> int:
        with self._lock:
            return sum(key.startswith(prefix) for key in self._by_username)

    def rename(self, account_id: int, username: str, key: str, skeleton: str | None = None) -> None:
        with self._lock:
            holders = self._by_username.get(key, account_id), self._by_skeleton.get(skeleton, account_id)
            if holders != (account_id, account_id):
                raise UsernameTaken
            self._change(account_id, username=username)
            self._by_username = without(account_id, self._by_username) | {key: account_id}
            self._by_skeleton = without(account_id, self._by_skeleton) | held(skeleton, account_id)

    def change_email(self, account_id: int, email: str, key: str) -> None:
        with self._lock:
            if self._by_email.get(key, account_id) != account_id:
                raise EmailTaken
            self._change(account_id, email=email)
            self._by_email = without(account_id, self._by_email) | {key: account_id}

    def change_password(self, account_id: int, password_hash: str) -> None:
        self._change(account_id, password_hash=password_hash)

    def rehash(self, account_id: int, before: str, after: str) -> bool:
        with self._lock:
            if is_still := self.get(account_id).password_hash == before:
                self._change(account_id, password_hash=after)
            return is_still

    def prefer(self, account_id: int, preferences: Preferences) -> None:
        self._change(account_id, preferences=preferences)

    def disable(self, account_id: int, at: datetime | None) -> None:
        self._change(account_id, disabled_at=at)

    def remove(self, account_id: int) -> None:
        with self._lock:
            self.accounts = [each for each in self.accounts if each.id != account_id]
            self._by_username = without(account_id, self._by_username)
            self._by_skeleton = without(account_id, self._by_skeleton)
            self._by_email = without(account_id, self._by_email)

    def _change(self, account_id: int, **fields: Any) -> None:
        with self._lock:
            place = self.accounts.index(self.get(account_id))
            self.accounts[place] = replace(self.accounts[place], **fields)


def held(skeleton: str | None, account_id: int) -> dict[str | None, int]:
    return {} if skeleton is None else {skeleton: account_id}


def without(account_id: int, keys: dict[Key, int]) -> dict[Key, int]:
    return {key: each for key, each in keys.items() if each != account_id}
