"""Accounts in PostgreSQL or SQLite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from felchat.accounts.account_rows import IDS, UserRow, account_of, row_of
from felchat.accounts.domain import Account, EmailTaken, NoSuchAccount, Registration, UsernameTaken
from felchat.accounts.preferences import Preferences, kept
from felchat.database import Transaction


@dataclass(frozen=True)
class SqlAccountRepository:
    """See AccountRepository."""

    transaction: Transaction

    def add(self, registration: Registration) -> Account:
        row = row_of(registration)
        try:
            with self.transaction() as session:
                session.add(row)
        except IntegrityError as clash:
            raise self.clash_of(registration) from clash
        return account_of(row)

    def clash_of(self, registration: Registration) -> UsernameTaken | EmailTaken:
        taken = self.is_username_taken(registration.username_key, registration.skeleton)
        return UsernameTaken() if taken else EmailTaken()

    def is_username_taken(self, key: str, skeleton: str | None = None) -> bool:
        alike = UserRow.username_key == key
        if skeleton is not None:
            alike |= UserRow.skeleton == skeleton
        with self.transaction() as session:
            return session.scalar(select(UserRow.id).where(alike).limit(1)) is not None

    def find_by_username(self, key: str) -> Account | None:
        with self.transaction() as session:
            row = session.scalar(select(UserRow).where(UserRow.username_key == key))
            return account_of(row) if row else None

    def get(self, account_id: int) -> Account:
        with self.transaction() as session:
            row = session.get(UserRow, account_id) if account_id in IDS else None
            if row is None:
                raise NoSuchAccount
            return account_of(row)

    def page(self, prefix: str, after: int, limit: int) -> Sequence[Account]:
        begins_so = UserRow.username_key.startswith(prefix, autoescape=True)
        found = select(UserRow).where(begins_so, UserRow.id > after).order_by(UserRow.id).limit(limit)
        with self.transaction() as session:
            return [account_of(row) for row in session.scalars(found)]

    def count(self, prefix: str) -> int:
        begins_so = UserRow.username_key.startswith(prefix, autoescape=True)
        with self.transaction() as session:
            return session.scalar(select(func.count(UserRow.id)).where(begins_so)) or 0

    def rename(self, account_id: int, username: str, key: str, skeleton: str | None = None) -> None:
        try:
            self._change(account_id, username=username, username_key=key, skeleton=skeleton)
        except IntegrityError as clash:
            raise UsernameTaken from clash

    def change_email(self, account_id: int, email: str, key: str) -> None:
        try:
            self._change(account_id, email=email, email_key=key)
        except IntegrityError as clash:
            raise EmailTaken from clash

    def change_password(self, account_id: int, password_hash: str) -> None:
        self._change(account_id, password_hash=password_hash)

    def rehash(self, account_id: int, before: str, after: str) -> bool:
        still = update(UserRow).where(UserRow.id == account_id, UserRow.password_hash == before)
        with self.transaction() as session:
            return session.scalar(still.values(password_hash=after).returning(UserRow.id)) is not None

    def prefer(self, account_id: int, preferences: Preferences) -> None:
        self._change(account_id, **kept(preferences))

    def disable(self, account_id: int, at: datetime | None) -> None:
        self._change(account_id, disabled_at=at)

    def remove(self, account_id: int) -> None:
        with self.transaction() as session:
            session.execute(delete(UserRow).where(UserRow.id == account_id))

    def _change(self, account_id: int, **columns: Any) -> None:
        changed = update(UserRow).where(UserRow.id == account_id).values(**columns).returning(UserRow.id)
        with self.transaction() as session:
            if account_id not in IDS or session.scalar(changed) is None:
                raise NoSuchAccount
