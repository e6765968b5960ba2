"""What a page is shown of a store that has lost what it shows: nothing that is gone stays there."""

import pytest

from felchat.chat.events import MayHaveMissed
from felchat.chat.message_id import MessageId
from felchat.chat.position import MOST_OWN
from felchat.chat.steps import NotSent, Shown, Synced
from tests.conftest import MovingClock
from tests.unit.listening_stage import ALICE, BOB, Stage


def test_a_page_of_which_nothing_is_known_is_filled_anew_and_another_is_added_to(stage: Stage) -> None:
    said = [stage.say(str(each)) for each in range(150)]
    empty, known = stage.page(), stage.page()
    for page, last in ((empty, None), (known, said[0].id)):
        page.listening.say(Synced(last))
    assert [page.next() for page in (empty, known)] == [
        Shown(said[:100], anew=True),
        Shown(said[1:101], before=said[0]),
    ]
    assert [page.next() for page in (empty, known)] == [
        Shown(said[100:], before=said[99]),
        Shown(said[101:], before=said[100]),
    ]


def test_a_page_that_is_ahead_of_the_store_begins_anew(stage: Stage, clock: MovingClock) -> None:
    """The store lost its memory, or its clock was set back."""
    clock.forward(minutes=10)
    last = stage.say("before the clock was set back").id
    page = stage.page().opened(last)
    clock.forward(minutes=-60)
    stage.forget_everything()
    message = stage.say("after it")
    stage.mailroom.deliver(MayHaveMissed(), BOB)
    assert page.next() == Shown([message], anew=True)
    assert page.read_all() == ["after it"]


def test_a_page_loses_what_was_wiped(stage: Stage) -> None:
    stage.say("shown")
    page = stage.page().opened()
    stage.forget_everything()
    stage.mailroom.deliver(MayHaveMissed(), ALICE, BOB)
    assert page.next() == Shown([], anew=True)
    again = stage.say("again")
    assert page.next() == Shown([again], anew=True)


def test_a_page_loses_what_was_wiped_though_more_is_said_before_it_hears_of_it(
    stage: Stage, clock: MovingClock
) -> None:
    page = stage.page().opened()
    stage.say("shown")
    page.next()
    stage.forget_everything()
    clock.forward(seconds=1)
    again = stage.say("again")
    stage.mailroom.deliver(MayHaveMissed(), ALICE, BOB)
    assert page.next() == Shown([again], anew=True)


def test_a_page_that_comes_back_loses_what_was_wiped_while_it_was_away(
    stage: Stage, clock: MovingClock
) -> None:
    shown = stage.say("shown")
    stage.forget_everything()
    clock.forward(seconds=1)
    again = stage.say("again")
    page = stage.page()
    page.listening.say(Synced(shown.id))
    assert page.next() == Shown([again], anew=True)


def test_a_position_of_the_future_in_an_empty_conversation_hides_nothing(stage: Stage) -> None:
    page = stage.page().opened(MessageId(10**14, 0))
    stage.say("hello")
    assert page.read_all() == ["hello"]


def test_an_expired_message_is_not_brought_to_a_page_that_opens(stage: Stage, clock: MovingClock) -> None:
    stage.say("old")
    clock.forward(minutes=30)
    stage.say("new")
    assert stage.page().opened(None).read_all() == ["new"]


@pytest.mark.parametrize("goes_on", [True, False], ids=["talk goes on", "silence"])
def test_what_was_kept_and_forgotten_before_the_page_was_shown_it_is_to_be_sent_again(
    stage: Stage, clock: MovingClock, goes_on: bool
) -> None:
    page = stage.page().opened()
    page.listening.position.keeps(stage.say("shown", BOB, ALICE))
    page.next()
    stage.mailroom.losing = True
    unheard = stage.say("nobody heard of it", BOB, ALICE)
    page.listening.position.keeps(unheard)
    stage.forget_everything()
    stage.mailroom.losing = False
    clock.forward(seconds=1)
    if goes_on:
        page.listening.position.keeps(stage.say("remembered", BOB, ALICE))
    stage.mailroom.deliver(MayHaveMissed(), BOB)
    told = page.told()
    assert [each.nonce for each in told if isinstance(each, NotSent)] == [unheard.nonce]
    assert page.shown == (["remembered"] if goes_on else [])


def test_what_was_shown_is_not_to_be_sent_again_however_much_was_said_since(
    stage: Stage, clock: MovingClock
) -> None:
    page = stage.page().opened()
    page.listening.position.keeps(stage.say("shown", BOB, ALICE))
    for each in range(MOST_OWN + 1):
        stage.say(f"in another tab {each}", BOB, ALICE)
    page.told()
    late = stage.say("shown before its page heard that it was kept", BOB, ALICE)
    page.told()
    page.listening.position.keeps(late)
    stage.forget_everything()
    clock.forward(seconds=1)
    stage.mailroom.deliver(MayHaveMissed(), BOB)
    assert not [each for each in page.told() if isinstance(each, NotSent)]
