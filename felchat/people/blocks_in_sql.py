"""Blocks in PostgreSQL or SQLite."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import DateTime, ForeignKey, Row, Select, bindparam, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from felchat.accounts.account_rows import UserRow
from felchat.accounts.preferences import Preferences
from felchat.database import Base, Transaction
from felchat.gathering import Gathering
from felchat.people.domain import NoSuchPerson, Terms

SHOWN = (UserRow.shows_presence, UserRow.shows_typing, UserRow.shows_reading)


class BlockRow(Base):
    """One person has blocked another. The table's name is the one that FelchatV2 gave it."""

    __tablename__ = "user_blocks"

    blocker_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    blocked_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


def among(people: Any) -> Select[*tuple[Any, ...]]:
    """What these people show, a row for each block between two of them."""
    return (
        select(UserRow.id, *SHOWN, BlockRow.blocked_id)
        .outerjoin(BlockRow, (BlockRow.blocker_id == UserRow.id) & BlockRow.blocked_id.in_(people))
        .where(UserRow.id.in_(people), UserRow.disabled_at.is_(None))
    )


AMONG, OF_TWO = among(bindparam("people", expanding=True)), among([bindparam("one"), bindparam("other")])
"""Asked for by every open page, and so built once; a number of people that is known takes half the time."""
Pair = tuple[int, int]


@dataclass(frozen=True)
class SqlBlockRepository:
    """See BlockRepository."""

    transaction: Transaction

    def add(self, blocker: int, blocked: int) -> None:
        if blocker in self.terms(blocker, blocked).blockers:
            return
        try:
            with self.transaction() as session:
                session.add(BlockRow(blocker_id=blocker, blocked_id=blocked))
        except IntegrityError as clash:  # another tab was quicker, or the person has gone
            if blocker not in self.terms(blocker, blocked).blockers:
                raise NoSuchPerson from clash

    def remove(self, blocker: int, blocked: int) -> None:
        block = (BlockRow.blocker_id == blocker) & (BlockRow.blocked_id == blocked)
        with self.transaction() as session:
            session.execute(delete(BlockRow).where(block))

    def terms(self, one: int, other: int) -> Terms:
        found = self._terms((one, other))
        if found is None:
            raise NoSuchPerson
        return found

    def around(self, viewer: int, others: Iterable[int]) -> Mapping[int, Terms]:
        return {
            other: terms for (_, other), terms in self._between([(viewer, each) for each in others]).items()
        }

    @cached_property
    def _terms(self) -> Gathering[Pair, Terms]:
        """Open pages ask for it, of which there are many."""
        return Gathering(self._between)

    def _between(self, pairs: Sequence[Pair]) -> Mapping[Pair, Terms]:
        rows = self._among({each for pair in pairs for each in pair})
        shown = {row.id: Preferences(**{each.key: getattr(row, each.key) for each in SHOWN}) for row in rows}
        blocks = {(row.id, row.blocked_id) for row in rows}
        return {
            (one, other): Terms.between(shown[one], shown[other], blockers_in(blocks, one, other))
            for one, other in pairs
            if one in shown and other in shown
        }

    def _among(self, people: AbstractSet[int]) -> Sequence[Row[Any]]:
        if len(people) == 2:
            return self.transaction.asked(OF_TWO, dict(zip(("one", "other"), people, strict=True)))
        return self.transaction.asked(AMONG, {"people": sorted(people)})

    def pairs(self) -> Sequence[tuple[int, int]]:
        every = select(BlockRow.blocker_id, BlockRow.blocked_id).order_by(
            BlockRow.blocker_id, BlockRow.blocked_id
        )
        with self.transaction() as session:
            return [(blocker, blocked) for blocker, blocked in session.execute(every)]

    def blocked_by(self, blocker: int) -> Sequence[int]:
        blocks = select(BlockRow.blocked_id).where(BlockRow.blocker_id == blocker)
        return [row.blocked_id for row in self.transaction.asked(blocks.order_by(BlockRow.blocked_id))]


def blockers_in(blocks: AbstractSet[tuple[int, int]], one: int, other: int) -> frozenset[int]:
    return frozenset(blocker for blocker, _ in blocks & {(one, other), (other, one)})
