"""What a page is shown of what never reached it: it asks the store, and is shown each message once."""

import pytest

from felchat.chat import attending, elsewhere
from felchat.chat.events import BlocksChanged, Event, MayHaveMissed
from felchat.chat.mailroom import FellBehind
from felchat.chat.memory_inbox import INBOX_SIZE
from felchat.chat.steps import Repeated, Shown
from tests.conftest import MovingClock
from tests.unit.listening_stage import ALICE, BOB, TALK, Stage


def test_a_gap_is_closed_by_the_next_message(stage: Stage) -> None:
    page = stage.page().opened()
    stage.say("one")
    stage.mailroom.losing = True
    stage.say("two")
    stage.say("three")
    stage.mailroom.losing = False
    stage.say("four")
    stage.say("five")
    assert page.read_all() == ["one", "two", "three", "four", "five"]


def test_a_gap_is_closed_when_the_mailroom_may_have_missed_something(stage: Stage) -> None:
    page = stage.page().opened()
    stage.mailroom.losing = True
    stage.say("lost on the way")
    stage.mailroom.losing = False
    stage.mailroom.deliver(MayHaveMissed(), BOB)
    stage.mailroom.deliver(MayHaveMissed(), BOB)
    assert page.read_all() == ["lost on the way"]


def test_a_hint_that_comes_twice_or_late_shows_nothing_again(stage: Stage) -> None:
    page = stage.page().opened()
    hints: list[Event] = []
    deliver = stage.mailroom.deliver

    def record(event: Event, *_people: int) -> None:
        hints.append(event)

    stage.mailroom.deliver = record  # type: ignore[method-assign]
    for each in "abc":
        stage.say(each)
    for hint in [hints[2], hints[0], hints[1], hints[2]]:
        deliver(hint, BOB)
    assert page.read_all() == ["a", "b", "c"]


def test_a_hint_that_never_came_is_made_up_for_in_time(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "ASK_EVERY", (0, 0))
    page = stage.page().opened()
    stage.mailroom.losing = True
    stage.say("nobody heard of it")
    assert isinstance(page.next(), Shown)
    assert page.shown == ["nobody heard of it"]


def test_a_hint_that_never_came_is_made_up_for_in_time_whatever_else_happens(
    stage: Stage, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attending, "monotonic", lambda: clock().timestamp())
    page = stage.page().opened()
    stage.mailroom.losing = True
    stage.say("nobody heard of it")
    stage.mailroom.losing = False
    for _ in range(2):
        clock.forward(seconds=20)
        stage.mailroom.deliver(BlocksChanged(TALK), BOB)
        page.read_all()
    assert page.shown == ["nobody heard of it"]


def test_a_page_is_shown_what_it_sent_before_it_is_told_that_it_was_kept(stage: Stage) -> None:
    """Otherwise what was typed would be gone from the page, and the message not there yet."""
    page = stage.page(ALICE, BOB).opened()
    stage.mailroom.losing = True
    said = [stage.say("nobody heard of it"), stage.say("nor of that")]
    page.listening.say(Repeated(said[1]))
    page.listening.say(Repeated(said[0]))
    assert [page.next() for _ in range(3)] == [Shown(said, anew=True), Repeated(said[1]), Repeated(said[0])]
    assert page.read_all() == ["nobody heard of it", "nor of that"]


def test_a_slow_page_falls_behind_without_holding_anyone_up(stage: Stage) -> None:
    slow, quick = stage.page().opened(), stage.page(ALICE, BOB).opened()
    for each in range(INBOX_SIZE + 1):
        stage.say(str(each))
        assert isinstance(quick.next(), Shown)
    with pytest.raises(FellBehind):
        slow.read_all()
