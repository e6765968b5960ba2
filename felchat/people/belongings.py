"""What a person takes along of the directory: whom they have blocked."""

from collections.abc import Mapping
from dataclasses import dataclass

from felchat.people.repositories import BlockRepository, PersonRepository


@dataclass(frozen=True)
class Blocks:
    """See Belongings. Who has blocked the person is not theirs to know."""

    people: PersonRepository
    blocks: BlockRepository

    def of(self, person: int) -> Mapping[str, object]:
        blocked = self.people.these(self.blocks.blocked_by(person))
        return {"blocked": [{"id": each.id, "username": each.username} for each in blocked]}
