"""What the directory asks of storage."""

from collections.abc import Sequence
from typing import Protocol

from felchat.people.domain import Person


class PersonRepository(Protocol):
    """Everybody who is registered. Raises StorageAway."""

    def others(self, viewer_id: int, limit: int) -> Sequence[Person]:
        """Everybody but the viewer, the newest first, at most `limit` of them."""
        ...

    def get(self, person_id: int) -> Person:
        """The person with that id; raises NoSuchPerson, whatever the number."""
        ...
