"""Two people in conversation."""

from dataclasses import dataclass, field
from random import Random

from tests.chaos.ledger import Word
from tests.chaos.page import Page
from tests.integration.person import Person


@dataclass
class Pair:
    """Alice with two pages and bob with one, of which one each is spoken in."""

    talk: str
    alice: Page
    alices_other: Page
    bob: Page
    said: dict[str, int] = field(default_factory=lambda: {"alice": 0, "bob": 0})

    @property
    def pages(self) -> tuple[Page, Page, Page]:
        return self.alice, self.alices_other, self.bob

    async def say(self, speaker: str, padding: str = "") -> None:
        self.said[speaker] += 1
        page = self.alice if speaker == "alice" else self.bob
        await page.say(Word(self.talk, speaker, self.said[speaker]), padding)

    def has_exchanged_since(self, said: dict[str, int]) -> bool:
        """Whether something of each that was said later is on every page."""
        return all(page.heard.get(each, 0) > number for page in self.pages for each, number in said.items())

    def agrees(self) -> bool:
        """Whether the last message is the same on all pages."""
        return len({tuple(page.showing.shown[-1:]) for page in self.pages}) == 1


def paired(alice: Person, bob: Person, chance: Random, port: int | None) -> Pair:
    talk = f"{alice.name}+{bob.name}"
    hers, hers_too, his = (
        Page(alice, bob, talk, chance),
        Page(alice, bob, talk, chance),
        Page(bob, alice, talk, chance, port),
    )
    return Pair(talk, hers, hers_too, his)
