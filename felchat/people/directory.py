"""Who is listed for whom, in which order, and how they are shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from felchat.accounts.rules import username_key
from felchat.domain import StorageAway
from felchat.people.domain import DirectoryPage, Glimpse, Listed, NoSuchPlace, Person, Talk, Terms
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
        terms = self.blocks.around(viewer_id, [*(each.id for each in found), *talks])
        unread = sum(talk.unread > 0 for talk in talks.values() if talk.other_id in terms)
        return DirectoryPage(self._listed(found, terms, talks, self._online), place, unread)

    def plain(self, viewer_id: int, search: str, cursor: str, limit: int) -> DirectoryPage:
        """One page of it, whomever the viewer talks to; never more than `limit`. Raises NoSuchPlace."""
        if prefix := username_key(search[:LONGEST_SEARCH]):
            found, place = self._named(prefix, cursor, viewer_id, limit)
        else:
            found, place = self._newest(place_of(cursor), [viewer_id], limit)
        return DirectoryPage(self._listed(found, self._terms(viewer_id, found), {}, self._online), place)

    def some(self, viewer_id: int, ids: Sequence[int]) -> Sequence[Listed]:
        """Those people, as the directory shows them now."""
        people = self.people.these(ids)
        return self._listed(people, self._terms(viewer_id, people), self._talks(viewer_id), self._online)

    def glimpse(self, viewer_id: int, ids: Sequence[int]) -> Glimpse:
        """Those people, and whom the viewer talks to, who are listed as well. Raises StorageAway."""
        talks = self.conversations.talks(viewer_id)
        known = {talk.other_id: talk for talk in talks}
        people = self.people.these(list(dict.fromkeys([*ids, *known])))
        terms = self._terms(viewer_id, people)
        listed = self._listed(people, terms, known, self.presence.online)
        return Glimpse(listed, [talk for talk in talks if talk.other_id in terms])

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
        people: Sequence[Person],
        terms: Mapping[int, Terms],
        talks: dict[int, Talk],
        who_is_online: Callable[[Sequence[int]], frozenset[int]],
    ) -> list[Listed]:
        here = [person for person in people if person.id in terms]  # who has gone since is not
        online = who_is_online([each.id for each in here if terms[each.id].presence])
        return [
            Listed(
                id=person.id,
                username=person.username,
                online=person.id in online,
                unread=talks[person.id].unread if person.id in talks else 0,
                is_blocked=bool(terms[person.id].blockers - {person.id}),  # there is but one other
                blocks=person.id in terms[person.id].blockers,
            )
            for person in here
        ]

    def _terms(self, viewer_id: int, people: Sequence[Person]) -> Mapping[int, Terms]:
        return self.blocks.around(viewer_id, [person.id for person in people])

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
