"""What a page learns beside what is said: that its session ended, how the two stand, that a store is away."""

import pytest

from felchat.chat import attending, elsewhere, pulse
from felchat.chat.domain import Standing
from felchat.chat.events import BlocksChanged, MayHaveMissed, Restarting, SessionEnded
from felchat.chat.steps import Away, Beat, Live, Shown, Synced
from tests.unit.listening_stage import ALICE, BOB, MALLORY, SESSION, TALK, Stage


def test_the_end_of_its_own_session_reaches_a_page_and_that_of_another_does_not(stage: Stage) -> None:
    page = stage.page().opened()
    stage.doorkeeper.session_ended(BOB, SESSION + 1)
    stage.doorkeeper.session_ended(BOB, SESSION)
    assert page.next() == SessionEnded(SESSION)


def test_a_page_comes_back_by_the_new_token_of_its_session_and_that_of_another_stays(stage: Stage) -> None:
    page = stage.page().opened()
    stage.doorkeeper.session_renewed(BOB, SESSION + 1)
    stage.doorkeeper.session_renewed(BOB, SESSION)
    assert page.next() == Restarting()


def test_a_session_that_ended_unheard_ends_the_page_at_the_next_doubt(stage: Stage) -> None:
    page = stage.page().opened()
    stage.signed_in = False
    stage.mailroom.deliver(MayHaveMissed(), BOB)
    assert page.next() == SessionEnded(SESSION)


def test_while_the_database_is_away_a_page_talks_on_and_asks_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attending, "ASK_AGAIN", 0.01)
    page = stage.page().opened()
    stage.database_away = True
    stage.mailroom.deliver(MayHaveMissed(), BOB)
    stage.say("no SQL on this way")
    assert page.read_all() == ["no SQL on this way"]
    stage.database_away, stage.signed_in = False, False
    assert page.next() == SessionEnded(SESSION)


def test_while_the_store_is_away_a_page_stays_and_is_told_once(stage: Stage) -> None:
    page = stage.page().opened()
    stage.messages.is_away = True
    for event in (MayHaveMissed(), MayHaveMissed(), SessionEnded(SESSION)):
        stage.mailroom.deliver(event, BOB)
    assert [page.next(), page.next()] == [Away(), SessionEnded(SESSION)]


def test_a_page_that_could_not_ask_the_store_is_brought_what_it_missed_and_is_live_once_it_can(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attending, "ASK_AGAIN", 0.01)
    stage.messages.is_away = True
    page = stage.page()
    page.listening.say(Synced(None))
    assert page.next() == Away()
    stage.mailroom.losing = True
    said = stage.say("meanwhile")
    stage.messages.is_away = False
    assert [page.next(), page.next()] == [Shown([said], anew=True), Live()]


def test_a_session_that_ended_unheard_ends_a_busy_page_in_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "ASK_EVERY", (0, 0))
    page = stage.page().opened()
    stage.signed_in = False
    for each in range(20):
        stage.say(str(each))
    assert page.next() == SessionEnded(SESSION)


def test_a_page_is_told_how_the_two_stand_when_it_opens_and_when_that_changes(stage: Stage) -> None:
    page = stage.page().opened()
    assert page.stands == Standing()
    stage.standing = Standing(online=True)
    stage.mailroom.person_changed(ALICE)
    page.read_all()
    assert page.stands == Standing(online=True)
    stage.standing = Standing(frozenset({ALICE}))
    stage.mailroom.deliver(BlocksChanged(TALK), ALICE, BOB)
    page.read_all()
    assert page.stands == Standing(frozenset({ALICE}))


def test_a_page_is_not_told_twice_how_the_two_stand(stage: Stage) -> None:
    page = stage.page().opened()
    page.stands = None
    stage.mailroom.person_changed(ALICE)
    stage.mailroom.person_changed(MALLORY)
    page.read_all()
    assert page.stands is None


def test_a_page_that_was_told_just_now_is_not_told_again_that_all_is_well(stage: Stage) -> None:
    page = stage.page().opened()
    stage.mailroom.deliver(MayHaveMissed(), BOB)
    stage.mailroom.deliver(SessionEnded(SESSION), BOB)
    assert next(page.steps) == SessionEnded(SESSION)


def test_a_page_to_which_nothing_happens_hears_of_every_question(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = stage.page().opened()
    monkeypatch.setattr(elsewhere, "ASK_EVERY", (0, 0))
    monkeypatch.setattr(pulse, "BEAT_AFTER", 0)
    stage.mailroom.deliver(MayHaveMissed(), BOB)
    assert [next(page.steps) for _ in range(3)] == [Beat()] * 3
    stage.messages.is_away = True
    assert [next(page.steps) for _ in range(3)] == [Away(), Beat(), Beat()]
