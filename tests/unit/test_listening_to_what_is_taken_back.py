"""What an open page is shown of what is taken back: it loses that, and is not filled anew for it."""

import pytest

from felchat.chat import position
from felchat.chat.steps import Shown
from tests.unit.listening_stage import ALICE, BOB, TALK, Stage


def test_bobs_page_loses_what_alice_takes_back(stage: Stage) -> None:
    page = stage.page().opened()
    stage.say("one")
    secret = stage.say("a secret")
    assert page.read_all() == ["one", "a secret"]
    stage.take_back(secret)
    stage.say("three")
    assert page.read_all() == ["one", "three"]


def test_a_page_that_shows_the_last_message_still_is_not_filled_anew(stage: Stage) -> None:
    """The last message that it showed is in the store no more, but the word is that it was taken back."""
    stage.say("one")
    last = stage.say("a secret")
    page = stage.page()
    page.messages = [last]
    stage.take_back(last)
    stage.say("three")
    page.opened(last.id)
    assert page.read_all() == ["three"]
    assert page.refills == 0


def test_what_was_taken_back_while_nobody_told_is_lost_in_time(stage: Stage) -> None:
    page = stage.page().opened()
    stage.say("one")
    secret = stage.say("a secret")
    assert page.read_all() == ["one", "a secret"]
    stage.mailroom.losing = True
    stage.take_back(secret)
    stage.mailroom.losing = False
    stage.say("three")
    assert page.read_all() == ["one", "three"]


def test_who_never_saw_it_is_told_all_the_same_and_sees_nothing_of_it(stage: Stage) -> None:
    stage.say("one")
    page = stage.page().opened()
    stage.mailroom.losing = True
    secret = stage.say("a secret")
    stage.take_back(secret)
    stage.mailroom.losing = False
    stage.say("three")
    assert page.read_all() == ["one", "three"]


def test_the_only_message_is_taken_back(stage: Stage) -> None:
    page = stage.page().opened()
    secret = stage.say("a secret")
    assert page.read_all() == ["a secret"]
    stage.take_back(secret)
    assert page.read_all() == []
    stage.say("two")
    assert page.read_all() == ["two"]


def test_mallorys_page_hears_nothing_of_it(stage: Stage) -> None:
    page = stage.page(viewer=3, other=ALICE).opened()
    secret = stage.say("a secret")
    stage.take_back(secret)
    stage.wipe()
    refills = page.refills
    assert page.read_all() == []
    assert page.refills == refills


def test_a_wipe_empties_every_page_and_leaves_its_word(stage: Stage) -> None:
    pages = [stage.page(BOB, ALICE).opened(), stage.page(ALICE, BOB).opened()]
    stage.say("one")
    stage.say("two", BOB, ALICE)
    stage.wipe(BOB)
    stage.say("three")
    assert [page.read_all() for page in pages] == [["three"], ["three"]]


def test_a_wipe_that_nobody_heard_of_empties_the_page_in_time(stage: Stage) -> None:
    page = stage.page().opened()
    stage.say("one")
    assert page.read_all() == ["one"]
    stage.mailroom.losing = True
    stage.wipe()
    stage.mailroom.losing = False
    stage.say("two")
    assert page.read_all() == ["two"]


def test_a_wipe_amid_the_pages_that_are_caught_up_leaves_nothing_from_before(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may come between two pages of a hundred messages; the page must not keep the first of them."""
    monkeypatch.setattr(position, "PAGE", 2)
    for each in "abc":
        stage.say(each)
    shown = position.Position(BOB).catch_up(stage.messages, TALK)
    first = next(shown)
    assert len(first.entries) == 2
    stage.wipe()
    second = next(shown)
    assert isinstance(second, Shown)
    assert second.anew
    assert len(second.entries) == 1
