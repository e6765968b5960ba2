"""See who else is here."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from felchat.domain import StorageAway
from felchat.people.directory import Directory
from felchat.people.domain import BlockingOneself, DirectoryPage, Glimpse, Listed, Person
from felchat.people.repositories import BlockRepository, Conversations, PersonRepository, Presence

MOST_LISTED = 100


@dataclass(frozen=True)
class PeopleService:
    """What a person may learn of the others."""

    people: PersonRepository
    blocks: BlockRepository
    presence: Presence
    conversations: Conversations

    def directory(self, viewer_id: int, search: str = "", cursor: str = "", limit: int = 50) -> DirectoryPage:
        """The others, or those whose name begins with what is searched, by cursor.

        Without a search those come first whom the viewer talks to, then the newest. At most a hundred at a
        time, and on the first page whoever they talk to beside them. Raises NoSuchPlace.
        """
        return self._directory.page(viewer_id, search, cursor, max(1, min(limit, MOST_LISTED)))

    def everybody(self, viewer_id: int, search: str, cursor: str, limit: int) -> DirectoryPage:
        """The others, the newest first, or those whose name begins with what is searched, by name.

        At most `limit` at a time, and nothing of whom the viewer talks to. Raises NoSuchPlace.
        """
        return self._directory.plain(viewer_id, search, cursor, limit)

    def listed(self, viewer_id: int, ids: Sequence[int]) -> Sequence[Listed]:
        """Those people as the directory shows them now, as many as its first page; without who has gone."""
        return self._directory.some(viewer_id, ids[: 2 * MOST_LISTED])

    def glimpse(self, viewer_id: int, ids: Sequence[int]) -> Glimpse:
        """Those people as the directory shows them now, at most two hundred, and whom the viewer talks to.

        Raises StorageAway while it cannot know all of that.
        """
        return self._directory.glimpse(viewer_id, ids[: 2 * MOST_LISTED])

    def get(self, person_id: int) -> Person:
        """The person with that id. Raises NoSuchPerson."""
        return self.people.get(person_id)

    def block(self, viewer_id: int, person_id: int) -> Person:
        """Let nothing more pass between the two. Blocking again is no error.

        Raises NoSuchPerson and BlockingOneself.
        """
        person = self._somebody_else(viewer_id, person_id)
        with self.conversations.blocks_changing(viewer_id, person.id):
            self.blocks.add(viewer_id, person.id)
        return person

    def unblock(self, viewer_id: int, person_id: int) -> Person:
        """Take the viewer's own block back; the other's stays. Unblocking nobody is no error.

        Raises NoSuchPerson and BlockingOneself.
        """
        person = self._somebody_else(viewer_id, person_id)
        with self.conversations.blocks_changing(viewer_id, person.id):
            self.blocks.remove(viewer_id, person.id)
        return person

    def who_blocks_whom(self, only: int | None = None) -> Sequence[tuple[int, int]]:
        """Who has blocked whom, for the operator: of everybody, or what that person has to do with."""
        return [pair for pair in self.blocks.pairs() if only is None or only in pair]

    def seen(self, person_id: int) -> None:
        """That person is here. While the store is away nobody is online, and nobody is held up."""
        with suppress(StorageAway):
            self.presence.seen(person_id)

    @property
    def _directory(self) -> Directory:
        return Directory(self.people, self.blocks, self.presence, self.conversations)

    def _somebody_else(self, viewer_id: int, person_id: int) -> Person:
        person = self.people.get(person_id)
        if person.id == viewer_id:
            raise BlockingOneself
        return person
