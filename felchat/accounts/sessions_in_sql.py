"""Sessions in PostgreSQL or SQLite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, or_, select, update

from felchat.accounts.account_rows import UserRow, in_utc
from felchat.accounts.domain import Device, Session, Viewer
from felchat.accounts.lifetimes import Lifetime, Lifetimes
from felchat.accounts.preferences import read_from
from felchat.accounts.session_repository import USE_NOTED_EVERY
from felchat.accounts.session_rows import OF_TOKEN, OF_TOKENS, SessionRow, session_of
from felchat.database import Transaction
from felchat.gathering import Gathering


@dataclass(frozen=True)
class SqlSessionRepository:
    """See SessionRepository."""

    transaction: Transaction
    lifetimes: Lifetimes

    def open(
        self, account_id: int, token_hash: str, device: Device, at: datetime, remembered: bool = False
    ) -> Viewer:
        row = SessionRow(
            user_id=account_id,
            token_hash=token_hash,
            user_agent=device.user_agent,
            address=device.address,
            created_at=at,
            last_used_at=at,
            remembered=remembered,
        )
        with self.transaction() as session:
            session.add(row)
            session.flush()
            return viewer_of(session.get_one(UserRow, account_id), row)

    def find(self, token_hash: str, at: datetime) -> Viewer | None:
        found = self._by_token(token_hash)
        if found is None or self.lifetimes.have_run_out(session_of(found), at):
            return None
        if at - in_utc(found.last_used_at) >= USE_NOTED_EVERY:
            self._note_use(found.id, at)
        return Viewer(found.user_id, found.username, found.id, read_from(found))

    @cached_property
    def _by_token(self) -> Gathering[str, Row[Any]]:
        return Gathering(self._with_tokens)

    def _with_tokens(self, token_hashes: Sequence[str]) -> Mapping[str, Row[Any]]:
        one, several = (OF_TOKEN, {"token": token_hashes[0]}), (OF_TOKENS, {"tokens": token_hashes})
        found = self.transaction.asked(*(several if len(token_hashes) > 1 else one))
        return {row.token_hash: row for row in found}

    def renew(self, account_id: int, session_id: int, token_hash: str) -> None:
        mine = SessionRow.user_id == account_id, SessionRow.id == session_id
        with self.transaction() as session:
            session.execute(update(SessionRow).where(*mine).values(token_hash=token_hash))

    def of(self, account_id: int, at: datetime) -> Sequence[Session]:
        newest = SessionRow.last_used_at.desc(), SessionRow.id.desc()
        found = select(SessionRow).where(SessionRow.user_id == account_id).order_by(*newest)
        with self.transaction() as session:
            sessions = [session_of(row) for row in session.scalars(found)]
        return [each for each in sessions if not self.lifetimes.have_run_out(each, at)]

    def end(self, account_id: int, session_id: int) -> None:
        mine = SessionRow.user_id == account_id, SessionRow.id == session_id
        with self.transaction() as session:
            session.execute(delete(SessionRow).where(*mine))

    def end_all(self, account_id: int, but: int | None = None) -> Sequence[int]:
        ending = delete(SessionRow).where(SessionRow.user_id == account_id).returning(SessionRow.id)
        if but is not None:
            ending = ending.where(SessionRow.id != but)
        with self.transaction() as session:
            return list(session.scalars(ending))

    def purge(self, at: datetime) -> None:
        passing, remembered = self.lifetimes.passing, self.lifetimes.remembered
        over = or_(
            and_(SessionRow.remembered, ran_out(remembered, at)),
            and_(~SessionRow.remembered, ran_out(passing, at)),
        )
        with self.transaction() as session:
            session.execute(delete(SessionRow).where(over))

    def _note_use(self, session_id: int, at: datetime) -> None:
        with self.transaction() as session:
            session.execute(update(SessionRow).where(SessionRow.id == session_id).values(last_used_at=at))


def viewer_of(user: UserRow, row: SessionRow) -> Viewer:
    return Viewer(user.id, user.username, row.id, read_from(user))


def ran_out(lifetime: Lifetime, at: datetime) -> ColumnElement[bool]:
    """What Lifetimes.have_run_out says, as a condition."""
    return or_(SessionRow.last_used_at <= at - lifetime.unused, SessionRow.created_at <= at - lifetime.in_all)
