"""Second factors in PostgreSQL or SQLite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from felchat.accounts.account_rows import UserRow, in_utc
from felchat.accounts.factor import PAUSE, TRIES, Factor
from felchat.database import Base, Transaction


class FactorRow(Base):
    """A second factor. Its secret is nowhere: see SecondFactors."""

    __tablename__ = "second_factors"

    user_id: Mapped[int] = mapped_column(ForeignKey(UserRow.id, ondelete="CASCADE"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_step: Mapped[int]
    wrong: Mapped[int] = mapped_column(server_default="0")
    tried_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class RecoveryCodeRow(Base):
    """A recovery code that was not used. The code itself is only with its owner."""

    __tablename__ = "recovery_codes"

    user_id: Mapped[int] = mapped_column(ForeignKey(FactorRow.user_id, ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)


@dataclass(frozen=True)
class SqlFactorRepository:
    """See FactorRepository."""

    transaction: Transaction

    def of(self, account_id: int) -> Factor | None:
        left = select(func.count()).where(RecoveryCodeRow.user_id == account_id)
        with self.transaction() as session:
            row = session.get(FactorRow, account_id)
            if row is None:
                return None
            return Factor(row.salt, in_utc(row.created_at), row.last_step, session.scalar(left) or 0)

    def add(self, account_id: int, factor: Factor, code_hashes: Sequence[str]) -> bool:
        row = FactorRow(
            user_id=account_id, salt=factor.salt, created_at=factor.since, last_step=factor.last_step
        )
        try:
            with self.transaction() as session:
                session.add(row)
                session.flush()
                put_in(session, account_id, code_hashes)
        except IntegrityError:
            return False
        return True

    def count_try(self, account_id: int, at: datetime) -> bool:
        may = or_(FactorRow.wrong < TRIES, FactorRow.tried_at <= at - PAUSE)
        counted = update(FactorRow).where(FactorRow.user_id == account_id, may)
        with self.transaction() as session:
            counted = counted.values(wrong=FactorRow.wrong + 1, tried_at=at)
            return session.scalar(counted.returning(FactorRow.user_id)) is not None

    def accept(self, account_id: int, step: int) -> bool:
        later = update(FactorRow).where(FactorRow.user_id == account_id, FactorRow.last_step < step)
        with self.transaction() as session:
            later = later.values(last_step=step, wrong=0)
            return session.scalar(later.returning(FactorRow.user_id)) is not None

    def spend(self, account_id: int, code_hash: str) -> bool:
        kept = delete(RecoveryCodeRow).where(
            RecoveryCodeRow.user_id == account_id, RecoveryCodeRow.code_hash == code_hash
        )
        with self.transaction() as session:
            return session.scalar(kept.returning(RecoveryCodeRow.user_id)) is not None

    def replace_codes(self, account_id: int, code_hashes: Sequence[str]) -> bool:
        with self.transaction() as session:
            if session.get(FactorRow, account_id, with_for_update=True) is None:
                return False
            session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.user_id == account_id))
            put_in(session, account_id, code_hashes)
            return True

    def remove(self, account_id: int) -> bool:
        gone = delete(FactorRow).where(FactorRow.user_id == account_id)
        with self.transaction() as session:
            return session.scalar(gone.returning(FactorRow.user_id)) is not None


def put_in(session: Session, account_id: int, code_hashes: Sequence[str]) -> None:
    session.add_all(RecoveryCodeRow(user_id=account_id, code_hash=each) for each in code_hashes)
