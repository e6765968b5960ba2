"""What a page learns of how far the other has read: live, after gaps, and only where both show it."""

from dataclasses import replace

import pytest

from felchat.chat.domain import Message, Standing
from felchat.chat.events import BlocksChanged, MarkedRead, MayHaveMissed
from felchat.chat.message_id import MessageId
from felchat.chat.steps import Live, SeenUpTo, Shown, Synced
from tests.unit.listening_stage import ALICE, BOB, MALLORY, TALK, Page, Stage

SHOWN = Standing(shows_reading=True)


@pytest.fixture
def said(stage: Stage) -> list[Message]:
    """Three messages of bob's, to alice."""
    return [stage.say(str(each), BOB, ALICE) for each in range(3)]


def bobs_page(stage: Stage, standing: Standing = SHOWN) -> Page:
    stage.standing = standing
    return stage.page().opened()


def test_that_alice_has_read_reaches_bobs_page_and_neither_her_own_nor_mallorys(
    stage: Stage, said: list[Message]
) -> None:
    page, alices = bobs_page(stage), stage.page(ALICE, BOB).opened()
    with_mallory, mallorys = stage.page(BOB, MALLORY).opened(), stage.page(MALLORY, BOB).opened()
    for message in said[:2]:
        stage.chat.read(ALICE, BOB, message.id)
    assert page.told() == [SeenUpTo(said[0].id), SeenUpTo(said[1].id)]
    assert alices.told() == with_mallory.told() == mallorys.told() == []


def test_where_it_is_not_shown_the_page_is_not_told(stage: Stage, said: list[Message]) -> None:
    page = bobs_page(stage, Standing())
    stage.chat.read(ALICE, BOB, said[0].id)
    assert page.told() == []


def test_a_page_that_opens_is_told_once_the_messages_are_there(stage: Stage, said: list[Message]) -> None:
    stage.standing = replace(SHOWN, read=said[1].id)
    page = stage.page()
    page.listening.say(Synced(said[0].id))
    assert page.told() == [Shown(said[1:], before=said[0]), Live(), SeenUpTo(said[1].id)]


def test_what_was_read_unheard_is_told_at_the_next_doubt_and_once(stage: Stage, said: list[Message]) -> None:
    page = bobs_page(stage)
    stage.standing = replace(SHOWN, read=said[2].id)
    for _ in range(2):
        stage.mailroom.deliver(MayHaveMissed(), BOB)
    assert page.told() == [SeenUpTo(said[2].id)]
    stage.mailroom.deliver(MarkedRead(TALK, ALICE, said[1].id), BOB)
    assert page.told() == []


def test_a_mark_of_what_the_page_has_not_been_shown_closes_the_gap_first(stage: Stage) -> None:
    page = bobs_page(stage)
    stage.mailroom.losing = True
    missed = stage.say("nobody heard of it", BOB, ALICE)
    stage.mailroom.losing = False
    stage.chat.read(ALICE, BOB, missed.id)
    assert page.told() == [Shown([missed], anew=True), SeenUpTo(missed.id)]


def test_a_page_that_begins_anew_is_told_again(stage: Stage, said: list[Message]) -> None:
    stage.standing = replace(SHOWN, read=said[0].id)
    page = stage.page().opened(said[2].id)
    page.read_all()
    stage.forget_everything()
    again = stage.say("after the loss", BOB, ALICE)
    stage.mailroom.deliver(MayHaveMissed(), BOB)
    assert page.told() == [Shown([again], anew=True), SeenUpTo(said[0].id)]


def test_whoever_begins_to_show_it_is_shown_it_at_once(stage: Stage, said: list[Message]) -> None:
    page = bobs_page(stage, Standing())
    stage.standing = replace(SHOWN, read=said[0].id)
    stage.mailroom.person_changed(ALICE)
    assert page.told() == [SeenUpTo(said[0].id)]
    stage.standing = Standing(frozenset({ALICE}))
    stage.mailroom.deliver(BlocksChanged(TALK), BOB)
    stage.mailroom.deliver(MarkedRead(TALK, ALICE, said[1].id), BOB)
    assert page.told() == []
    assert page.stands == stage.standing


def test_a_page_says_as_read_only_what_it_was_shown_and_that_once(stage: Stage, said: list[Message]) -> None:
    position = bobs_page(stage).listening.position
    assert not position.can_be_read(MessageId(10**14, 0))
    assert position.can_be_read(said[2].id)
    position.read = said[2].id
    assert not position.can_be_read(said[2].id)
