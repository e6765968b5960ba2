"""Whom a page lists, and what it has to change there to show them as they are."""

from collections.abc import Collection, Sequence
from itertools import count

from felchat.chat.steps import PeopleChanged, Shows
from felchat.people.domain import Glimpse, Listed, Talk


class Rows:
    """What one page shows of the others, as it has said, and as it was told since."""

    def __init__(self, page: Shows) -> None:
        self._page = page
        self._marks = dict(page.marks)
        self._unread: int | None = None

    @property
    def people(self) -> Sequence[int]:
        """Whom it lists, in its order."""
        return list(self._marks)

    def has_on_top(self, person: int) -> bool:
        """Whether their row is where it belongs after a message; what is searched has an order of its own."""
        return self._page.searched or next(iter(self._marks), None) == person

    def shows_unread(self, person: int) -> bool:
        """Whether something of that person's is shown to be unread."""
        return person in self._marks and unread_in(self._marks[person]) != "0"

    def changed_to(
        self, glimpse: Glimpse, asked: Sequence[int], waiting: Collection[int]
    ) -> PeopleChanged | None:
        """What the page is to change, if anything. Whoever waits is told of later, and stays as they are."""
        here = {person.id: person for person in glimpse.people}
        on_top = self._out_of_place([talk.other_id for talk in glimpse.talks if talk.other_id in here])
        changed = [each for each in glimpse.people if each.id not in waiting and self._differs(each)]
        anew = [each.id for each in changed if block_in(each.mark) != block_in(self._marks[each.id])]
        gone = [each for each in asked if each in self._marks and each not in here]
        unread = sum(self._counts(talk, waiting) for talk in glimpse.talks)
        before, self._unread = self._unread, unread
        if not (on_top or changed or gone or unread != before):
            return None
        marks = self._marks | {each.id: each.mark for each in changed}
        self._marks = {each: marks.get(each, "") for each in [*on_top, *marks] if each not in gone}
        return PeopleChanged(
            on_top,
            [each for each in changed if each.id not in anew],
            [*anew, *gone],
            unread if unread != before else None,
            self._page.title,
        )

    def _differs(self, person: Listed) -> bool:
        return person.id in self._marks and self._marks[person.id] != person.mark

    def _counts(self, talk: Talk, waiting: Collection[int]) -> bool:
        if talk.other_id in waiting and talk.other_id in self._marks:
            return self.shows_unread(talk.other_id)
        return talk.unread > 0

    def _out_of_place(self, wanted: Sequence[int]) -> Sequence[int]:
        """As few of the first as it takes: with these on top, what is shown begins with what is wanted."""
        if self._page.searched:
            return []
        for how_many in count():
            moved = set(wanted[:how_many])
            rest = [each for each in self._marks if each not in moved]
            if rest[: len(wanted) - how_many] == list(wanted[how_many:]):
                break
        return wanted[:how_many]


def unread_in(mark: str) -> str:
    return mark.partition(":")[2].partition(":")[0]


def block_in(mark: str) -> str:
    return mark.rpartition(":")[2]
