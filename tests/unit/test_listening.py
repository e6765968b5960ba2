"""What an open page is shown: each message once and in order, whatever the mailroom does."""

from collections.abc import Sequence

import pytest

from felchat.accounts.domain import Viewer
from felchat.chat import attending as attending_module
from felchat.chat.events import Restarting
from felchat.chat.memory_inbox import InMemoryInbox
from felchat.chat.steps import FromThePage, Live, NotSent, Repeated, Shown, Synced, Unreadable
from felchat.domain import StorageAway
from felchat.people.domain import Glimpse
from tests.unit.listening_stage import ALICE, BOB, MALLORY, SESSION, Page, Stage


def test_what_is_said_reaches_both_and_not_mallory(stage: Stage) -> None:
    alice, bob = stage.page(ALICE, BOB).opened(), stage.page(BOB, ALICE).opened()
    with_alice, with_bob = stage.page(MALLORY, ALICE).opened(), stage.page(MALLORY, BOB).opened()
    stage.say("hello")
    stage.say("hi", BOB, ALICE)
    assert alice.read_all() == bob.read_all() == ["hello", "hi"]
    assert with_alice.read_all() == with_bob.read_all() == []


def test_a_page_shows_only_its_own_conversation(stage: Stage) -> None:
    """Original fault C1: carol's secret appeared in the conversation with bob."""
    with_alice, with_mallory = stage.page(BOB, ALICE).opened(), stage.page(BOB, MALLORY).opened()
    stage.say("secret", MALLORY, BOB)
    assert with_mallory.read_all() == ["secret"]
    assert with_alice.read_all() == []


def test_opening_brings_what_is_newer_than_the_page_has(stage: Stage) -> None:
    stage.say("shown already")
    last = stage.say("shown, too").id
    stage.say("missed")
    page = stage.page().opened(last)
    stage.say("live")
    assert page.read_all() == ["missed", "live"]


def test_an_empty_page_is_brought_everything(stage: Stage) -> None:
    for each in range(250):
        stage.say(str(each))
    assert stage.page().opened(None).read_all() == [str(each) for each in range(250)]


def test_a_page_that_says_nothing_counts_as_empty(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attending_module, "BEGIN_WITHIN", 0.01)
    stage.say("one")
    page = stage.page()
    assert isinstance(page.next(), Shown)
    assert page.next() == Live()
    assert page.read_all() == ["one"]


def test_what_happens_while_the_page_opens_is_shown_once(stage: Stage) -> None:
    page = stage.page()
    stage.say("before it spoke")
    page.listening.say(Synced(None))
    stage.say("after it spoke")
    assert page.next() == Shown(stage.chat.history(BOB, ALICE), anew=True)
    assert page.next() == Live()
    assert page.read_all() == ["before it spoke", "after it spoke"]


def test_what_the_page_itself_asked_is_answered_in_turn(stage: Stage) -> None:
    page = stage.page()
    said = stage.say("hello")
    away = StorageAway("message store")
    answers: list[FromThePage] = [Repeated(said), NotSent("n", away), Unreadable()]
    for answer in answers:
        page.listening.say(answer)
    assert [page.next() for _ in answers] == answers


def test_closing_ends_the_steps(stage: Stage) -> None:
    page = stage.page().opened()
    page.listening.close()
    with pytest.raises(StopIteration):
        page.next()


def test_saying_goodbye_sends_every_page_elsewhere(stage: Stage) -> None:
    pages: Sequence[Page] = [stage.page().opened(), stage.page(ALICE, BOB).opened()]
    stage.chat.say_goodbye(0)
    assert [page.next() for page in pages] == [Restarting(), Restarting()]


def test_who_comes_after_the_goodbye_is_sent_elsewhere_before_anything_else(stage: Stage) -> None:
    stage.say("not for this process to bring")
    stage.chat.say_goodbye(0)
    assert stage.page().next() == Restarting()


def test_the_service_leaves_no_inbox_open(stage: Stage) -> None:
    viewer = Viewer(BOB, "bob", SESSION)
    with stage.chat.listen(viewer, ALICE, lambda: viewer, lambda _ids: Glimpse([], [])):
        inboxes = list(stage.mailroom.shut())
        assert [type(inbox) for inbox in inboxes] == [InMemoryInbox]
    assert list(stage.mailroom.shut()) == []
