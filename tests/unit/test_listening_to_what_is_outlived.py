"""What a page goes on showing whose timers stood still is taken from it by the store's clock."""

from felchat.chat.events import MayHaveMissed
from tests.conftest import RETENTION_MS, MovingClock
from tests.unit.listening_stage import BOB, MALLORY, Stage

HALF = RETENTION_MS / 2000
"""Seconds."""


def test_a_page_that_comes_back_is_told_above_which_line_nothing_lives(
    stage: Stage, clock: MovingClock
) -> None:
    stage.say("asleep it outlives its time")
    clock.forward(seconds=HALF)
    lives = stage.say("this lives")
    clock.forward(seconds=HALF)
    assert stage.page().opened(lives.id).outlived == [lives.id]


def test_a_page_that_never_left_is_told_once_that_changes_and_mallorys_of_her_own(
    stage: Stage, clock: MovingClock
) -> None:
    first = stage.say("first")
    page, mallorys = stage.page().opened(first.id), stage.page(MALLORY, BOB).opened()
    clock.forward(seconds=HALF)
    second = stage.say("second")
    for _ in range(2):
        stage.mailroom.deliver(MayHaveMissed(), BOB, MALLORY)
        page.read_all()
    assert page.outlived == [first.id]
    clock.forward(seconds=HALF)
    for _ in range(2):
        stage.mailroom.deliver(MayHaveMissed(), BOB, MALLORY)
        page.read_all()
    assert page.outlived == [first.id, second.id]
    mallorys.read_all()
    assert mallorys.outlived == []


def test_a_page_that_is_filled_anew_shows_nothing_else_and_needs_no_telling(stage: Stage) -> None:
    stage.say("hello")
    page = stage.page().opened()
    assert (page.shown, page.outlived) == (["hello"], [])


def test_the_word_that_something_was_taken_back_is_no_line(stage: Stage, clock: MovingClock) -> None:
    gone = stage.say("never mind")
    clock.forward(seconds=1)
    stage.take_back(gone)
    lives = stage.say("this lives")
    assert stage.page().opened(lives.id).outlived == [lives.id]
