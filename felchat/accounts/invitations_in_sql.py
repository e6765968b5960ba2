"""Invitations in PostgreSQL or SQLite, and who may make them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, DateTime, ForeignKey, String, and_, delete, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from felchat.accounts.account_rows import IDS, UserRow, account_of, in_utc, row_of
from felchat.accounts.domain import Account, NoSuchAccount, Registration
from felchat.accounts.in_sql import SqlAccountRepository
from felchat.accounts.invitation import Invitation, NewInvitation, NotInvited
from felchat.database import Base, Transaction


class InviterRow(Base):
    """Somebody whom the operator allows to invite."""

    __tablename__ = "inviters"

    user_id: Mapped[int] = mapped_column(ForeignKey(UserRow.id, ondelete="CASCADE"), primary_key=True)


class InvitationRow(Base):
    """An invitation, made by that person, or by the operator. Its link is only with them."""

    __tablename__ = "invitations"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - a form may still hold the id of an old one

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey(UserRow.id, ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    uses_left: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


BACKED = or_(
    InvitationRow.user_id.is_(None),
    exists().where(
        InviterRow.user_id == InvitationRow.user_id,
        UserRow.id == InvitationRow.user_id,
        UserRow.disabled_at.is_(None),
    ),
)
"""By whom it was made may still invite."""
NEWEST = select(InvitationRow).order_by(InvitationRow.id.desc())


@dataclass(frozen=True)
class SqlInvitationRepository:
    """See InvitationRepository."""

    transaction: Transaction
    accounts: SqlAccountRepository

    def allow(self, account_id: int, allowed: bool) -> None:
        with self.transaction() as session:
            if account_id not in IDS or session.get(UserRow, account_id) is None:
                raise NoSuchAccount
            if allowed:
                session.merge(InviterRow(user_id=account_id))
            else:
                session.execute(delete(InviterRow).where(InviterRow.user_id == account_id))

    def may_invite(self, account_id: int) -> bool:
        with self.transaction() as session:
            return session.get(InviterRow, account_id) is not None

    def add(self, wish: NewInvitation, token_hash: str) -> Invitation:
        row = InvitationRow(
            user_id=wish.maker,
            token_hash=token_hash,
            uses_left=wish.uses,
            created_at=wish.made_at,
            expires_at=wish.expires_at,
        )
        with self.transaction() as session:
            session.execute(delete(InvitationRow).where(InvitationRow.expires_at <= wish.made_at))
            session.add(row)
        return invitation_of(row)

    def of(self, maker: int) -> Sequence[Invitation]:
        with self.transaction() as session:
            theirs = NEWEST.where(InvitationRow.user_id == maker)
            return [invitation_of(row) for row in session.scalars(theirs)]

    def all(self) -> Sequence[Invitation]:
        with self.transaction() as session:
            return [invitation_of(row) for row in session.scalars(NEWEST)]

    def end(self, invitation_id: int) -> None:
        with self.transaction() as session:
            if invitation_id in IDS:
                session.execute(delete(InvitationRow).where(InvitationRow.id == invitation_id))

    def opens(self, token_hash: str, at: datetime) -> bool:
        with self.transaction() as session:
            return session.scalar(select(InvitationRow.id).where(opening(token_hash, at))) is not None

    def admit(self, registration: Registration, token_hash: str) -> Account:
        # The row is locked from the first statement on, so that whoever comes second counts anew; and if
        # the account cannot be kept, the use that was taken goes back with the whole transaction.
        once = update(InvitationRow).where(opening(token_hash, registration.registered_at))
        once = once.values(uses_left=InvitationRow.uses_left - 1)
        row = row_of(registration)
        try:
            with self.transaction() as session:
                if session.scalar(once.returning(InvitationRow.id)) is None:
                    raise NotInvited
                session.add(row)
        except IntegrityError as clash:
            raise self.accounts.clash_of(registration) from clash
        return account_of(row)


def opening(token_hash: str, at: datetime) -> ColumnElement[bool]:
    """That it is this invitation, and opens at that time."""
    is_alive = and_(InvitationRow.uses_left > 0, InvitationRow.expires_at > at)
    return and_(InvitationRow.token_hash == token_hash, is_alive, BACKED)


def invitation_of(row: InvitationRow) -> Invitation:
    made_at, expires_at = in_utc(row.created_at), in_utc(row.expires_at)
    return Invitation(row.id, row.user_id, row.uses_left, made_at, expires_at)
