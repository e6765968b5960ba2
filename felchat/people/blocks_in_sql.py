"""Blocks in PostgreSQL or SQLite."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    DateTime,
    ForeignKey,
    Integer,
    Row,
    Select,
    bindparam,
    delete,
    func,
    or_,
    select,
)
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


VIEWER: BindParameter[int] = bindparam("viewer")
OTHERS: BindParameter[Any] = bindparam("others", expanding=True)
PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)


def shown_with(blocks: ColumnElement[bool], *people: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """What people show, and a row for each of those blocks that is theirs."""
    found = select(UserRow.id, *SHOWN, BlockRow.blocked_id)
    with_blocks = found.outerjoin(BlockRow, (BlockRow.blocker_id == UserRow.id) & blocks)
    return with_blocks.where(or_(*people), UserRow.disabled_at.is_(None))


BY_OR_OF_VIEWER = or_(
    (BlockRow.blocker_id == VIEWER) & BlockRow.blocked_id.in_(OTHERS),
    BlockRow.blocker_id.in_(OTHERS) & (BlockRow.blocked_id == VIEWER),
)
AROUND = shown_with(BY_OR_OF_VIEWER, UserRow.id == VIEWER, UserRow.id.in_(OTHERS))
"""Of the viewer and the others, with blocks between the viewer and one of them."""
AMONG = shown_with(BlockRow.blocked_id.in_(PEOPLE), UserRow.id.in_(PEOPLE))
"""Of people of whom each is asked about with another of them."""
TWO = bindparam("one", type_=Integer), bindparam("other", type_=Integer)
OF_TWO = shown_with(BlockRow.blocked_id.in_(TWO), UserRow.id.in_(TWO))
"""The same of two, in half the time. Open pages ask for all of these, which are built once therefore."""
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
        pairs = [(viewer, other) for other in others]
        rows = self.transaction.asked(AROUND, {"viewer": viewer, "others": [other for _, other in pairs]})
        return {other: terms for (_, other), terms in terms_in(rows, pairs).items()}

    @cached_property
    def _terms(self) -> Gathering[Pair, Terms]:
        """Open pages ask for it, of which there are many."""
        return Gathering(self._between)

    def _between(self, pairs: Sequence[Pair]) -> Mapping[Pair, Terms]:
        people = sorted({each for pair in pairs for each in pair})
        if len(people) == 2:
            return terms_in(self.transaction.asked(OF_TWO, {"one": people[0], "other": people[1]}), pairs)
        return terms_in(self.transaction.asked(AMONG, {"people": people}), pairs)

    def pairs(self) -> Sequence[tuple[int, int]]:
        every = select(BlockRow.blocker_id, BlockRow.blocked_id).order_by(
            BlockRow.blocker_id, BlockRow.blocked_id
        )
        with self.transaction() as session:
            return [(blocker, blocked) for blocker, blocked in session.execute(every)]

    def blocked_by(self, blocker: int) -> Sequence[int]:
        blocks = select(BlockRow.blocked_id).where(BlockRow.blocker_id == blocker)
        return [row.blocked_id for row in self.transaction.asked(blocks.order_by(BlockRow.blocked_id))]


def terms_in(rows: Sequence[Row[Any]], pairs: Sequence[Pair]) -> Mapping[Pair, Terms]:
    """On which terms each of the pairs is whose both people are in the rows."""
    shown = {each: preferences_in(row) for each, row in {row.id: row for row in rows}.items()}
    blocks = {(row.id, row.blocked_id) for row in rows}
    return {
        (one, other): Terms.between(shown[one], shown[other], blockers_in(blocks, one, other))
        for one, other in pairs
        if one in shown and other in shown
    }


def preferences_in(row: Row[Any]) -> Preferences:
    return Preferences(**{each.key: getattr(row, each.key) for each in SHOWN})


def blockers_in(blocks: AbstractSet[tuple[int, int]], one: int, other: int) -> frozenset[int]:
    return frozenset(blocker for blocker, _ in blocks & {(one, other), (other, one)})
