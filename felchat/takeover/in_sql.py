"""Newcomers let into PostgreSQL or SQLite, and where each of them came from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from felchat.accounts.account_rows import UserRow, row_of
from felchat.accounts.domain import Registration
from felchat.database import Base, Transaction
from felchat.people.blocks_in_sql import BlockRow
from felchat.takeover.domain import Present, TakenMeanwhile


class OriginRow(Base):
    """Who came from where. It stays when the account goes, so that nobody who left is let in again."""

    __tablename__ = "origins"

    origin: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)


@dataclass(frozen=True)
class SqlNewHouse:
    """See NewHouse."""

    transaction: Transaction

    def present(self) -> Present:
        with self.transaction() as session:
            columns = (UserRow.username_key, UserRow.email_key, UserRow.skeleton)
            keys = session.execute(select(*columns)).all()
            return Present(
                username_keys=frozenset(username for username, _, _ in keys),
                email_keys=frozenset(email for _, email, _ in keys),
                origins=origins(session),
                skeletons=frozenset(skeleton for _, _, skeleton in keys if skeleton is not None),
            )

    def let_in(
        self, newcomers: Sequence[tuple[str, Registration]], blocks: Iterable[tuple[str, str]]
    ) -> None:
        rows = {origin: row_of(registration) for origin, registration in newcomers}
        try:
            with self.transaction() as session:
                session.add_all(rows.values())
                session.flush()
                session.add_all(OriginRow(origin=origin, user_id=row.id) for origin, row in rows.items())
                session.flush()
                session.add_all(block_rows(origins(session), blocks))
        except IntegrityError as clash:
            raise TakenMeanwhile from clash


def origins(session: Session) -> dict[str, int | None]:
    return {row.origin: row.user_id for row in session.scalars(select(OriginRow))}


def block_rows(ids: dict[str, int | None], blocks: Iterable[tuple[str, str]]) -> Iterator[BlockRow]:
    for blocker, blocked in blocks:
        if ids[blocker] and ids[blocked]:
            yield BlockRow(blocker_id=ids[blocker], blocked_id=ids[blocked])
