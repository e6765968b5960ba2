"""An account as PostgreSQL or SQLite keep it."""

from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import DateTime, String, false, true
from sqlalchemy.orm import Mapped, mapped_column

from felchat.accounts.domain import Account, Registration
from felchat.accounts.preferences import Preferences, kept, read_from
from felchat.database import Base

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


def row_of(registration: Registration) -> UserRow:
    columns = asdict(registration)
    return UserRow(created_at=columns.pop("registered_at"), **kept(Preferences()), **columns)


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
