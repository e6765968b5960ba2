"""Blocks in PostgreSQL or SQLite."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, and_, delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from felchat.accounts.in_sql import UserRow
from felchat.database import Base, Transaction
from felchat.people.domain import NoSuchPerson


class BlockRow(Base):
    """One person has blocked another. The table's name is the one that FelchatV2 gave it."""

    __tablename__ = "user_blocks"

    blocker_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    blocked_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


@dataclass(frozen=True)
class SqlBlockRepository:
    """See BlockRepository."""

    transaction: Transaction

    def add(self, blocker: int, blocked: int) -> None:
        if blocker in self.blockers(blocker, blocked):
            return
        try:
            with self.transaction() as session:
                session.add(BlockRow(blocker_id=blocker, blocked_id=blocked))
        except IntegrityError as clash:  # another tab was quicker, or the person has gone
            if blocker not in self.blockers(blocker, blocked):
                raise NoSuchPerson from clash

    def remove(self, blocker: int, blocked: int) -> None:
        block = (BlockRow.blocker_id == blocker) & (BlockRow.blocked_id == blocked)
        with self.transaction() as session:
            session.execute(delete(BlockRow).where(block))

    def blockers(self, one: int, other: int) -> frozenset[int]:
        pair = [one, other]
        blocked = (BlockRow.blocker_id == UserRow.id) & BlockRow.blocked_id.in_(pair)
        both = select(UserRow.id, BlockRow.blocker_id).outerjoin(BlockRow, blocked)
        with self.transaction() as session:
            here = session.execute(both.where(UserRow.id.in_(pair), UserRow.disabled_at.is_(None))).all()
        if len(here) < len(pair):
            raise NoSuchPerson
        return frozenset(blocker for _, blocker in here if blocker)

    def around(self, viewer: int, others: Iterable[int]) -> Mapping[int, frozenset[int]]:
        these = list(others)
        blocks = select(BlockRow.blocker_id, BlockRow.blocked_id).where(
            or_(
                and_(BlockRow.blocker_id == viewer, BlockRow.blocked_id.in_(these)),
                and_(BlockRow.blocked_id == viewer, BlockRow.blocker_id.in_(these)),
            )
        )
        found: dict[int, frozenset[int]] = {}
        with self.transaction() as session:
            for blocker, blocked in session.execute(blocks):
                other = blocked if blocker == viewer else blocker
                found[other] = found.get(other, frozenset()) | {blocker}
        return found

    def pairs(self) -> Sequence[tuple[int, int]]:
        every = select(BlockRow.blocker_id, BlockRow.blocked_id).order_by(
            BlockRow.blocker_id, BlockRow.blocked_id
        )
        with self.transaction() as session:
            return [(blocker, blocked) for blocker, blocked in session.execute(every)]

    def blocked_by(self, blocker: int) -> Sequence[int]:
        blocks = select(BlockRow.blocked_id).where(BlockRow.blocker_id == blocker)
        with self.transaction() as session:
            return list(session.scalars(blocks.order_by(BlockRow.blocked_id)))
