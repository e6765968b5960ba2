"""Accounts in PostgreSQL or SQLite."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, String, delete, false, func, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from felchat.accounts.domain import Account, EmailTaken, NoSuchAccount, Registration, UsernameTaken
from felchat.accounts.preferences import Preferences, kept, read_from
from felchat.database import Base, Transaction

BY_CODE_POINT = String(128).with_variant(String(128, collation="C"), "postgresql")
"""A text whose order is the same everywhere, so that an index finds what begins with a prefix."""
IDS = range(1, 2**31)
"""PostgreSQL's integer; a larger number is nobody, not an error."""


class UserRow(Base):
    """An account. The key columns carry what must be unique regardless of case.

    They are plain columns, since Alembic does not see functional indexes on SQLite.
    """

    __tablename__ = "users"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - an id is never given twice

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(32))
    username_key: Mapped[str] = mapped_column(BY_CODE_POINT, unique=True)
    skeleton: Mapped[str | None] = mapped_column(String(256), index=True, unique=True)
    email: Mapped[str] = mapped_column(String(320))
    email_key: Mapped[str] = mapped_column(String(640), unique=True)
    password_hash: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    disabled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    language: Mapped[str] = mapped_column(String(8), server_default="auto")
    theme: Mapped[str] = mapped_column(String(8), server_default="auto")
    zone: Mapped[str] = mapped_column(String(64), server_default="")
    enter: Mapped[str] = mapped_column(String(8), server_default="sends")
    sound: Mapped[bool] = mapped_column(server_default=false())
    shows_presence: Mapped[bool] = mapped_column(server_default=true())
    shows_typing: Mapped[bool] = mapped_column(server_default=true())
    shows_reading: Mapped[bool] = mapped_column(server_default=true())


@dataclass(frozen=True)
class SqlAccountRepository:
    """See AccountRepository."""

    transaction: Transaction

    def add(self, registration: Registration) -> Account:
        columns = asdict(registration)
        row = UserRow(created_at=columns.pop("registered_at"), **kept(Preferences()), **columns)
        try:
            with self.transaction() as session:
                session.add(row)
        except IntegrityError as clash:
            taken = self.is_username_taken(registration.username_key, registration.skeleton)
            raise (UsernameTaken if taken else EmailTaken) from clash
        return account_of(row)

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


def account_of(row: UserRow) -> Account:
    return Account(
        id=row.id,
        username=row.username,
        email=row.email,
        password_hash=row.password_hash,
        registered_at=in_utc(row.created_at),
        disabled_at=in_utc(row.disabled_at) if row.disabled_at else None,
        preferences=read_from(row),
    )


def in_utc(time: datetime) -> datetime:
    """The time as it was put in: SQLite keeps no zone, and what was put in was UTC."""
    return time if time.tzinfo else time.replace(tzinfo=UTC)
