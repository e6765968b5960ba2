"""Accounts and sessions in PostgreSQL or SQLite."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import DateTime, ForeignKey, String, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from felchat.accounts.domain import Account, EmailTaken, Registration, UsernameTaken, Viewer
from felchat.database import Base, Transaction

BY_CODE_POINT = String(128).with_variant(String(128, collation="C"), "postgresql")
"""A text whose order is the same everywhere, so that an index finds what begins with a prefix."""


class UserRow(Base):
    """An account. The key columns carry what must be unique regardless of case.

    They are plain columns, since Alembic does not see functional indexes on SQLite.
    """

    __tablename__ = "users"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - an id is never given twice

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(32))
    username_key: Mapped[str] = mapped_column(BY_CODE_POINT, unique=True)
    email: Mapped[str] = mapped_column(String(320))
    email_key: Mapped[str] = mapped_column(String(640), unique=True)
    password_hash: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class SessionRow(Base):
    """Somebody signed in. The token itself is only in their browser."""

    __tablename__ = "sessions"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


@dataclass(frozen=True)
class SqlAccountRepository:
    """See AccountRepository."""

    transaction: Transaction

    def add(self, registration: Registration) -> Account:
        columns = asdict(registration)
        row = UserRow(created_at=columns.pop("registered_at"), **columns)
        try:
            with self.transaction() as session:
                session.add(row)
        except IntegrityError as clash:
            taken = UsernameTaken if self.is_username_taken(registration.username_key) else EmailTaken
            raise taken from clash
        return account_of(row)

    def is_username_taken(self, key: str) -> bool:
        return self._any(UserRow.username_key, key)

    def is_email_taken(self, key: str) -> bool:
        return self._any(UserRow.email_key, key)

    def find_by_username(self, key: str) -> Account | None:
        with self.transaction() as session:
            row = session.scalar(select(UserRow).where(UserRow.username_key == key))
            return account_of(row) if row else None

    def _any(self, column: Mapped[str], key: str) -> bool:
        with self.transaction() as session:
            return session.scalar(select(UserRow.id).where(column == key)) is not None


@dataclass(frozen=True)
class SqlSessionRepository:
    """See SessionRepository."""

    transaction: Transaction

    def open(self, account_id: int, token_hash: str) -> Viewer:
        with self.transaction() as session:
            row = SessionRow(user_id=account_id, token_hash=token_hash)
            session.add(row)
            session.flush()
            return Viewer(account_id, session.get_one(UserRow, account_id).username, row.id)

    def find(self, token_hash: str) -> Viewer | None:
        looking = (
            select(UserRow.id, UserRow.username, SessionRow.id)
            .join(SessionRow, SessionRow.user_id == UserRow.id)
            .where(SessionRow.token_hash == token_hash)
        )
        with self.transaction() as session:
            found = session.execute(looking).one_or_none()
        return Viewer(*found) if found else None

    def end(self, session_id: int) -> None:
        with self.transaction() as session:
            session.execute(delete(SessionRow).where(SessionRow.id == session_id))


def account_of(row: UserRow) -> Account:
    # SQLite keeps no zone; what was put in was UTC.
    registered_at = row.created_at if row.created_at.tzinfo else row.created_at.replace(tzinfo=UTC)
    return Account(row.id, row.username, row.email, row.password_hash, registered_at)
