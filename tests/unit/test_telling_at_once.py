"""What a page is told right where it happens, and what waits for whoever may ask the store."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Thread

import pytest

from felchat.chat.entries import messages_in
from felchat.chat.steps import Shown, Step, Unfinished
from felchat.services import Services
from tests.conftest import MovingClock
from tests.servers import wait_until
from tests.unit.listening_stage import ALICE, BOB, MALLORY, Page, Stage, stage_in_memory


@dataclass
class Teller:
    """Notes what it tells. `fits`: whether all of it gets out at once."""

    fits: bool = True
    is_free: bool = True
    told: list[Step] = field(default_factory=list)

    def tell(self, steps: Iterable[Step]) -> None:
        self.told += steps
        self.is_free = self.fits

    @property
    def bodies(self) -> list[str]:
        return bodies_in(self.told)


def bodies_in(steps: Iterable[Step]) -> list[str]:
    return [each.body for step in steps if isinstance(step, Shown) for each in messages_in(step.entries)]


@dataclass
class Waiting:
    """Bob's page while its own thread has nothing to do."""

    page: Page
    teller: Teller
    by_itself: list[Step] = field(default_factory=list)

    def begin(self) -> Thread:
        self.page.listening.tell_at_once(self.teller)
        thread = Thread(target=lambda: self.by_itself.extend(self.page.steps))
        thread.start()
        self.rests()
        return thread

    def rests(self) -> None:
        inbox = self.page.listening._inbox
        wait_until(lambda: inbox._is_waited_for and not inbox.depth, "it waits")  # type: ignore[attr-defined]


@pytest.fixture
def stage(clock: MovingClock, services: Services) -> Stage:
    return stage_in_memory(clock, services)


@pytest.fixture
def waiting(stage: Stage) -> Iterable[Waiting]:
    stage.say("before")
    found = Waiting(stage.page().opened(), Teller())
    thread = found.begin()
    yield found
    found.page.listening.close()
    thread.join(10)
    assert not thread.is_alive()


def test_what_comes_next_is_told_at_once(stage: Stage, waiting: Waiting) -> None:
    stage.say("one")
    assert waiting.teller.bodies == ["one"]
    stage.say("two", sender=BOB, recipient=ALICE)
    assert waiting.teller.bodies == ["one", "two"]
    assert bodies_in(waiting.by_itself) == []


def test_what_comes_after_a_gap_waits_for_the_store(stage: Stage, waiting: Waiting) -> None:
    stage.mailroom.losing = True
    stage.say("lost on its way")
    stage.mailroom.losing = False
    stage.say("found again")
    wait_until(lambda: len(bodies_in(waiting.by_itself)) == 2, "it was asked for")
    assert bodies_in(waiting.by_itself) == ["lost on its way", "found again"]
    assert waiting.teller.bodies == []
    waiting.rests()
    stage.say("and on")
    assert waiting.teller.bodies == ["and on"]


def test_what_others_say_is_not_told_here(stage: Stage, waiting: Waiting) -> None:
    stage.say("psst", sender=MALLORY)
    waiting.rests()
    assert waiting.teller.bodies == bodies_in(waiting.by_itself) == []


def test_what_does_not_get_out_as_a_whole_is_finished_before_more_is_told(
    stage: Stage, waiting: Waiting
) -> None:
    waiting.teller.fits = False
    stage.say("one")
    stage.say("two")
    wait_until(lambda: len(waiting.by_itself) >= 2, "it goes on by itself")
    assert waiting.teller.bodies == ["one"]
    told = [step for step in waiting.by_itself if isinstance(step, Unfinished | Shown)]
    assert isinstance(told[0], Unfinished)
    assert bodies_in(told) == ["two"]


def test_while_a_page_cannot_be_told_what_comes_waits(stage: Stage, waiting: Waiting) -> None:
    waiting.teller.is_free = False
    stage.say("one")
    wait_until(lambda: bodies_in(waiting.by_itself) == ["one"], "it is told by itself")
    assert waiting.teller.told == []
