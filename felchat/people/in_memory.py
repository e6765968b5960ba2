"""The directory, read from the accounts in this process's memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.people.domain import NoSuchPerson, Person


@dataclass(frozen=True)
class InMemoryPersonRepository:
    """See PersonRepository."""

    accounts: InMemoryAccountRepository

    def others(self, viewer_id: int, limit: int) -> Sequence[Person]:
        newest = (Person(each.id, each.username) for each in reversed(self.accounts.accounts))
        return list(islice((each for each in newest if each.id != viewer_id), limit))

    def get(self, person_id: int) -> Person:
        for account in self.accounts.accounts:
            if account.id == person_id:
                return Person(account.id, account.username)
        raise NoSuchPerson
