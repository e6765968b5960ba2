"""Sessions as rows, and the questions that are asked for whoever looks."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, ForeignKey, Row, String, bindparam, false, func, select
from sqlalchemy.orm import Mapped, mapped_column

from felchat.accounts.account_rows import UserRow, in_utc
from felchat.accounts.domain import Device, Session
from felchat.accounts.preferences import Preferences
from felchat.database import Base


class SessionRow(Base):
    """Somebody signed in. The token itself is only in their browser."""

    __tablename__ = "sessions"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_agent: Mapped[str] = mapped_column(String(200), server_default="")
    address: Mapped[str] = mapped_column(String(64), server_default="")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    last_used_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    remembered: Mapped[bool] = mapped_column(server_default=false())


VIEWERS = (
    select(*SessionRow.__table__.columns, UserRow.username)
    .add_columns(*(getattr(UserRow, each.name) for each in fields(Preferences)))
    .join(UserRow, SessionRow.user_id == UserRow.id)
    .where(UserRow.disabled_at.is_(None))
)
OF_TOKEN = VIEWERS.where(SessionRow.token_hash == bindparam("token"))
OF_TOKENS = VIEWERS.where(SessionRow.token_hash.in_(bindparam("tokens", expanding=True)))
"""Asked for by every request and every open page, and so built once; one token takes half the time."""


def session_of(row: SessionRow | Row[*tuple[Any, ...]]) -> Session:
    device = Device(row.user_agent, row.address)
    return Session(row.id, device, in_utc(row.created_at), in_utc(row.last_used_at), row.remembered)
