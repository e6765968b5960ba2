"""Who is listed for whom, in which order, and how they are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from felchat.accounts.rules import username_key
from felchat.domain import StorageAway
from felchat.people.domain import DirectoryPage, Glimpse, Listed, NoSuchPlace, Person, Talk
from felchat.people.repositories import BlockRepository, Conversations, PersonRepository, Presence

LONGEST_SEARCH = 64


@dataclass(frozen=True)
class Directory:
    """The people, as one viewer finds them: whom they talk to first, then the newest."""

    people: PersonRepository
    blocks: BlockRepository
    presence: Presence
    conversations: Conversations

    def page(self, viewer_id: int, search: str, cursor: str, limit: int) -> DirectoryPage:
        """One page of it, with a number of questions to the stores that does not grow. Raises NoSuchPlace."""
        talks = self._talks(viewer_id)
        if prefix := username_key(search[:LONGEST_SEARCH]):
            found, place = self._named(prefix, cursor, viewer_id, limit)
        else:
            found, place = self._newest(place_of(cursor), [viewer_id, *talks], limit)
            if not cursor:
                found = [*self.people.these(list(talks)), *found]
        unread = sum(talk.unread > 0 for talk in talks.values())
        return DirectoryPage(self._listed(viewer_id, found, talks, self._online), place, unread)

    def plain(self, viewer_id: int, search: str, cursor: str, limit: int) -> DirectoryPage:
        """One page of it, whomever the viewer talks to; never more than `limit`. Raises NoSuchPlace."""
        if prefix := username_key(search[:LONGEST_SEARCH]):
            found, place = self._named(prefix, cursor, viewer_id, limit)
        else:
            found, place = self._newest(place_of(cursor), [viewer_id], limit)
        return DirectoryPage(self._listed(viewer_id, found, {}, self._online), place)

    def some(self, viewer_id: int, ids: Sequence[int]) -> Sequence[Listed]:
        """Those people, as the directory shows them now."""
        return self._listed(viewer_id, self.people.these(ids), self._talks(viewer_id), self._online)

    def glimpse(self, viewer_id: int, ids: Sequence[int]) -> Glimpse:
        """Those people, and whom the viewer talks to, who are listed as well. Raises StorageAway."""
        talks = self.conversations.talks(viewer_id)
        known = {talk.other_id: talk for talk in talks}
        people = self._listed(
            viewer_id, self.people.these(list(dict.fromkeys([*ids, *known]))), known, self.presence.online
        )
        return Glimpse(people, talks)

    def _named(
        self, prefix: str, after: str, viewer_id: int, limit: int
    ) -> tuple[Sequence[Person], str | None]:
        found = self.people.named(prefix, after, [viewer_id], limit + 1)
        last = username_key(found[limit - 1].username) if len(found) > limit else None
        return found[:limit], last

    def _newest(
        self, before: int | None, without: Sequence[int], limit: int
    ) -> tuple[Sequence[Person], str | None]:
        found = self.people.newest(before, without, limit + 1)
        last = str(found[limit - 1].id) if len(found) > limit else None
        return found[:limit], last

    def _listed(
        self,
        viewer_id: int,
        people: Sequence[Person],
        talks: dict[int, Talk],
        who_is_online: Callable[[Sequence[int]], frozenset[int]],
    ) -> list[Listed]:
        ids = [person.id for person in people]
        terms = self.blocks.around(viewer_id, ids)
        online = who_is_online([each for each, with_them in terms.items() if with_them.presence])
        return [
            Listed(
                id=person.id,
                username=person.username,
                online=person.id in online,
                unread=talks[person.id].unread if person.id in talks else 0,
                is_blocked=viewer_id in terms[person.id].blockers,
                blocks=person.id in terms[person.id].blockers,
            )
            for person in people
            if person.id in terms  # who has gone since is not
        ]

    def _talks(self, viewer_id: int) -> dict[int, Talk]:
        """While the message store is away there are none; the people are there all the same."""
        try:
            return {talk.other_id: talk for talk in self.conversations.talks(viewer_id)}
        except StorageAway:
            return {}

    def _online(self, ids: Sequence[int]) -> frozenset[int]:
        try:
            return self.presence.online(ids)
        except StorageAway:
            return frozenset()


def place_of(cursor: str) -> int | None:
    if not cursor:
        return None
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 10):
        raise NoSuchPlace
    return int(cursor)
