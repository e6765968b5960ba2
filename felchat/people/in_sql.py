"""The directory, read from the accounts in SQL."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, select

from felchat.accounts.account_rows import IDS, UserRow
from felchat.database import Transaction
from felchat.people.domain import NoSuchPerson, Person

PEOPLE = select(UserRow.id, UserRow.username).where(UserRow.disabled_at.is_(None))
ONE = PEOPLE.where(UserRow.id == bindparam("id"))
THESE = PEOPLE.where(UserRow.id.in_(bindparam("ids", expanding=True)))
"""Asked for by every open page, and so built once; how many there are is written into the last each time."""
LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True)
class SqlPersonRepository:
    """See PersonRepository."""

    transaction: Transaction

    def newest(self, before: int | None, without: Collection[int], limit: int) -> Sequence[Person]:
        people = PEOPLE.order_by(UserRow.id.desc())
        if before is not None:
            people = people.where(UserRow.id < before)
        return self._found(people.where(UserRow.id.not_in(without)).limit(limit))

    def named(self, prefix: str, after: str, without: Collection[int], limit: int) -> Sequence[Person]:
        if "\0" in prefix:
            return []  # PostgreSQL takes no such string, and no name holds one
        after = after.partition("\0")[0]  # nor does a name lie between the two
        # A range, since an index serves it on either database, and LIKE only where the stars are right.
        key = UserRow.username_key
        people = PEOPLE.where(key >= prefix, key < prefix + LAST_CHARACTER, key > after).order_by(key)
        return self._found(people.where(UserRow.id.not_in(without)).limit(limit))

    def these(self, ids: Sequence[int]) -> Sequence[Person]:
        possible = [each for each in ids if each in IDS]
        found = {each.id: each for each in self._found(THESE, {"ids": possible})}
        return [found[each] for each in possible if each in found]

    def get(self, person_id: int) -> Person:
        if person_id not in IDS:
            raise NoSuchPerson
        found = self._found(ONE, {"id": person_id})
        if not found:
            raise NoSuchPerson
        return found[0]

    def _found(self, people: Select[int, str], asked: Mapping[str, object] | None = None) -> list[Person]:
        return [Person(row.id, row.username) for row in self.transaction.asked(people, asked)]
