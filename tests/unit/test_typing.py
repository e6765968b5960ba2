"""That somebody is typing: told to the other alone, seldom enough, and where both show it."""

import pytest

from felchat.chat.domain import Standing
from felchat.chat.events import BlocksChanged, IsTyping
from felchat.chat.pace import EVERY, LATE, Pace
from tests.unit.listening_stage import ALICE, BOB, MALLORY, TALK, Page, Stage

SHOWN = Standing(shows_typing=True)


@pytest.fixture
def bobs(stage: Stage) -> Page:
    stage.standing = SHOWN
    return stage.page(BOB, ALICE).opened()


def test_that_alice_types_reaches_bobs_page_and_neither_her_own_nor_mallorys(
    stage: Stage, bobs: Page
) -> None:
    pages = [
        stage.page(*pair).opened()
        for pair in ((ALICE, BOB), (BOB, MALLORY), (MALLORY, BOB), (MALLORY, ALICE))
    ]
    stage.chat.types(ALICE, BOB)
    assert bobs.told() == [IsTyping(TALK, ALICE)]
    assert [page.told() for page in pages] == [[]] * 4


def test_where_it_is_not_shown_nobody_is_told_and_nothing_is_passed_on(stage: Stage, bobs: Page) -> None:
    assert bobs.listening.tells_typing()
    stage.standing = Standing(frozenset({ALICE}))
    stage.mailroom.deliver(BlocksChanged(TALK), BOB)
    stage.chat.types(ALICE, BOB)
    assert bobs.told() == []
    bobs.listening.pace = Pace()
    assert not bobs.listening.tells_typing()


def test_before_a_page_knows_how_the_two_stand_nothing_is_passed_on(stage: Stage) -> None:
    stage.standing = SHOWN
    assert not stage.page().listening.tells_typing()


def test_it_is_passed_on_once_a_second_however_often_it_is_said() -> None:
    pace = Pace()
    assert [pace.allows(10 + tenth / 10) for tenth in range(21)].count(True) == 3
    assert pace.allows(12 + EVERY)


def test_what_a_message_was_typed_with_is_over_once_it_was_sent() -> None:
    pace = Pace()
    pace.said(10)
    assert not pace.allows(10 + LATE - 0.1)
    assert pace.allows(10 + LATE)
