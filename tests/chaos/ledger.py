"""What was confirmed and what every page shows in the end, and the verdict on the two."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field, fields
from itertools import pairwise
from typing import NamedTuple, Self


class Word(NamedTuple):
    """One numbered message: in which talk, by whom, and the how manieth of theirs."""

    talk: str
    speaker: str
    number: int

    def __str__(self) -> str:
        return f"{self.talk}/{self.speaker}/{self.number}"

    @classmethod
    def parse(cls, body: str) -> Self:
        """The word that a body begins with; whatever comes after it is padding."""
        talk, speaker, number = body.split(" ", 1)[0].split("/")
        return cls(talk, speaker, int(number))


class Id(NamedTuple):
    """A message's id: the milliseconds of its birth, and its number within one."""

    ms: int
    seq: int

    @classmethod
    def parse(cls, text: str) -> Self:
        ms, seq = text.split("-")
        return cls(int(ms), int(seq))


class Shown(NamedTuple):
    """A message as a page shows it."""

    id: Id
    word: Word


@dataclass
class Showing:
    """What a page of that talk shows, or a fresh reader is given, from top to bottom."""

    talk: str
    shown: list[Shown] = field(default_factory=list)


@dataclass(frozen=True)
class Figures:
    """How often something went wrong. A verdict is clean when all of them are 0."""

    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    foreign: int = 0
    different: int = 0
    """Pages that show something else than a fresh reader is given."""

    @property
    def are_clean(self) -> bool:
        return not any(astuple(self))

    def __str__(self) -> str:
        return ", ".join(f"{getattr(self, each.name)} {each.name.replace('_', ' ')}" for each in fields(self))


@dataclass
class Ledger:
    """What senders were told is stored, under which id, and since when the store remembers.

    What was stored before `remembers_since` (milliseconds) went with the store's memory: it need not be
    anywhere, but where it is, it is so once, in order and nowhere else. What was not confirmed by then is
    said again, and a page that showed it before shows it once more.
    """

    confirmed: dict[Word, Id] = field(default_factory=dict)
    remembers_since: int = 0

    def verdict(self, pages: Sequence[Showing], fresh: Sequence[Showing]) -> Figures:
        """Judge every page by what was confirmed, and by the fresh reader's showing of the same talk."""
        all_of_them = [*pages, *fresh]
        true = {each.talk: self.remembered(each) for each in fresh}
        return Figures(
            lost=sum(len(self.lost_to(each)) for each in all_of_them),
            doubled=sum(self.doubled_on(each) for each in all_of_them),
            out_of_order=sum(steps_back(era) for each in all_of_them for era in self.eras(each)),
            foreign=sum(shown.word.talk != each.talk for each in all_of_them for shown in each.shown),
            different=sum(self.remembered(each) != true.get(each.talk, []) for each in all_of_them),
        )

    def lost_to(self, page: Showing) -> set[Word]:
        """What was confirmed in the page's talk, and is not on it."""
        there = {shown.word for shown in page.shown}
        return {
            word
            for word, stored in self.confirmed.items()
            if word.talk == page.talk and stored.ms >= self.remembers_since and word not in there
        }

    def doubled_on(self, page: Showing) -> int:
        """How often a word is there that is there already, or was confirmed before the store forgot it."""
        twice = sum(len(era) - len({shown.word for shown in era}) for era in self.eras(page))
        said_anew = (self.confirmed.get(shown.word, shown.id) for shown in self.remembered(page))
        return twice + sum(id_.ms < self.remembers_since for id_ in said_anew)

    def eras(self, page: Showing) -> tuple[list[Shown], list[Shown]]:
        """What is shown from before the loss of memory, and from after it, each in the page's order."""
        forgotten = [shown for shown in page.shown if shown.id.ms < self.remembers_since]
        return forgotten, self.remembered(page)

    def remembered(self, page: Showing) -> list[Shown]:
        return [shown for shown in page.shown if shown.id.ms >= self.remembers_since]


def steps_back(era: Sequence[Shown]) -> int:
    """How often an id, or a speaker's number, is followed by one that is not greater."""
    ids = descents(shown.id for shown in era)
    speakers = {shown.word.speaker for shown in era}
    return ids + sum(descents(numbers_of(era, speaker)) for speaker in speakers)


def numbers_of(era: Sequence[Shown], speaker: str) -> Iterator[int]:
    return (shown.word.number for shown in era if shown.word.speaker == speaker)


def descents(values: Iterable[object]) -> int:
    return sum(not one < other for one, other in pairwise(values))  # type: ignore[operator]
