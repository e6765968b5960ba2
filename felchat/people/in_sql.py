"""The directory, read from the accounts in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from felchat.accounts.in_sql import UserRow
from felchat.database import Transaction
from felchat.people.domain import NoSuchPerson, Person

IDS = range(1, 2**31)  # PostgreSQL's integer; a larger number is nobody, not an error


@dataclass(frozen=True)
class SqlPersonRepository:
    """See PersonRepository."""

    transaction: Transaction

    def others(self, viewer_id: int, limit: int) -> Sequence[Person]:
        newest = select(UserRow.id, UserRow.username).order_by(UserRow.id.desc())
        with self.transaction() as session:
            rows = session.execute(newest.where(UserRow.id != viewer_id).limit(limit))
            return [Person(*row) for row in rows]

    def get(self, person_id: int) -> Person:
        if person_id not in IDS:
            raise NoSuchPerson
        with self.transaction() as session:
            row = session.execute(select(UserRow.id, UserRow.username).where(UserRow.id == person_id))
            found = row.one_or_none()
        if found is None:
            raise NoSuchPerson
        return Person(*found)
