"""Personal tokens in PostgreSQL or SQLite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from felchat.accounts.account_rows import UserRow, in_utc
from felchat.accounts.api_token import ApiToken, NewToken, Scope
from felchat.database import Base, Transaction


class TokenRow(Base):
    """A personal token. The token itself is only with its owner's program."""

    __tablename__ = "api_tokens"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - a form may still hold the id of an old one

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(UserRow.id, ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    scope: Mapped[str] = mapped_column(String(5))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


@dataclass(frozen=True)
class SqlTokenRepository:
    """See TokenRepository."""

    transaction: Transaction

    def add(self, wish: NewToken, token_hash: str) -> ApiToken:
        row = TokenRow(
            user_id=wish.account_id,
            token_hash=token_hash,
            name=wish.name,
            scope=wish.scope,
            created_at=wish.made_at,
        )
        with self.transaction() as session:
            session.add(row)
        return token_of(row)

    def find(self, token_hash: str) -> ApiToken | None:
        looking = select(TokenRow).join(UserRow).where(UserRow.disabled_at.is_(None))
        with self.transaction() as session:
            row = session.scalar(looking.where(TokenRow.token_hash == token_hash))
            return token_of(row) if row else None

    def of(self, account_id: int) -> Sequence[ApiToken]:
        newest = select(TokenRow).where(TokenRow.user_id == account_id).order_by(TokenRow.id.desc())
        with self.transaction() as session:
            return [token_of(row) for row in session.scalars(newest)]

    def used(self, token_id: int, at: datetime) -> None:
        with self.transaction() as session:
            session.execute(update(TokenRow).where(TokenRow.id == token_id).values(last_used_at=at))

    def end(self, token_id: int) -> None:
        with self.transaction() as session:
            session.execute(delete(TokenRow).where(TokenRow.id == token_id))


def token_of(row: TokenRow) -> ApiToken:
    return ApiToken(
        id=row.id,
        account_id=row.user_id,
        name=row.name,
        scope=Scope(row.scope),
        made_at=in_utc(row.created_at),
        last_used_at=in_utc(row.last_used_at) if row.last_used_at else None,
    )
