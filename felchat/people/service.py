"""See who else is here."""

from collections.abc import Sequence
from dataclasses import dataclass

from felchat.people.domain import Person
from felchat.people.repositories import PersonRepository

LIST_LIMIT = 100


@dataclass(frozen=True)
class PeopleService:
    """What a person may learn of the others."""

    people: PersonRepository

    def others(self, viewer_id: int) -> Sequence[Person]:
        """The newest hundred of the others."""
        return self.people.others(viewer_id, LIST_LIMIT)

    def get(self, person_id: int) -> Person:
        """The person with that id. Raises NoSuchPerson."""
        return self.people.get(person_id)
