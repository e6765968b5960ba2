"""What an open page is shown: each message once and in order, whatever the mailroom does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest

from felchat.accounts.domain import Viewer
from felchat.chat import listening as listening_module
from felchat.chat.domain import Conversation, Message, Standing
from felchat.chat.elsewhere import Elsewhere
from felchat.chat.events import BlocksChanged, Event, MayHaveMissed, Restarting, SessionEnded
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.listening import Listening
from felchat.chat.memory_mailroom import INBOX_SIZE, InMemoryInbox, InMemoryMailroom
from felchat.chat.message_id import MessageId
from felchat.chat.repositories import FellBehind
from felchat.chat.service import ChatService
from felchat.chat.steps import Away, FromThePage, Live, NotSent, Repeated, Shown, Step, Synced, Unreadable
from felchat.domain import StorageAway
from felchat.services import Services
from tests.conftest import RETENTION_MS, MovingClock

ALICE, BOB, MALLORY = 1, 2, 3
SESSION = 77
TALK = Conversation.between(ALICE, BOB)


@dataclass
class LossyMailroom(InMemoryMailroom):
    """A mailroom that loses what it is told to lose, as a subscription does that is down."""

    losing: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def deliver(self, event: Event, *people: int) -> None:
        if not self.losing:
            super().deliver(event, *people)


@dataclass
class Page:
    """Bob's page of his conversation with alice, and what it shows."""

    listening: Listening
    steps: Iterator[Step]
    shown: list[str] = field(default_factory=list)
    stands: Standing | None = None

    def next(self) -> Step:
        step = next(self.steps)
        if isinstance(step, Standing):
            self.stands = step
            return self.next()
        if isinstance(step, Shown):
            self.shown += [message.body for message in step.messages]
        return step

    def opened(self, last: MessageId | None = None) -> "Page":
        self.listening.say(Synced(last))
        while self.next() != Live():
            pass
        return self

    def read_all(self) -> list[str]:
        """Read on until a mark that is put at the end comes by."""
        self.listening.say(Unreadable())
        while self.next() != Unreadable():
            pass
        return self.shown


@dataclass
class Stage:
    """The service in memory, on a mailroom that can lose things."""

    mailroom: LossyMailroom
    messages: "MortalStore"
    chat: ChatService
    signed_in: bool = True
    standing: Standing = field(default_factory=Standing)
    database_away: bool = False
    nonces: int = 0

    def say(self, body: str, sender: int = ALICE, recipient: int = BOB) -> Message:
        self.nonces += 1
        return self.chat.send(sender, recipient, body, f"n{self.nonces}").message

    def forget_everything(self) -> None:
        self.messages._messages.clear()

    def asks_the_database(self) -> bool:
        if self.database_away:
            raise StorageAway("database")
        return self.signed_in

    def page(self, viewer: int = BOB, other: int = ALICE) -> Page:
        who = Viewer(viewer, "bob", SESSION)
        inbox = self.mailroom.open(viewer, watching=other)
        talk = Conversation.between(viewer, other)
        elsewhere = Elsewhere(self.asks_the_database, lambda: self.standing, lambda: None)
        listening = Listening(who, talk, inbox, self.chat.messages, elsewhere)
        return Page(listening, listening.steps())


class MortalStore(InMemoryMessageRepository):
    """A message store that a test may take away."""

    is_away = False

    def after(self, conversation: Conversation, after: MessageId | None, limit: int) -> Sequence[Message]:
        if self.is_away:
            raise StorageAway("message store")
        return super().after(conversation, after, limit)


def no_blocks(_one: int, _other: int) -> frozenset[int]:
    return frozenset()


@pytest.fixture
def stage(clock: MovingClock, services: Services) -> Stage:
    mailroom = LossyMailroom()
    messages = MortalStore(mailroom, clock, RETENTION_MS, no_blocks)
    return Stage(mailroom, messages, replace(services.chat, messages=messages, mailroom=mailroom))


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
    monkeypatch.setattr(listening_module, "SYNC_WITHIN", 0.01)
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


def test_the_end_of_its_own_session_reaches_a_page_and_that_of_another_does_not(stage: Stage) -> None:
    page = stage.page().opened()
    stage.chat.session_ended(BOB, SESSION + 1)
    stage.chat.session_ended(BOB, SESSION)
    assert page.next() == SessionEnded(SESSION)


def test_a_session_that_ended_unheard_ends_the_page_at_the_next_doubt(stage: Stage) -> None:
    page = stage.page().opened()
    stage.signed_in = False
    stage.mailroom.deliver(MayHaveMissed(), BOB)
    assert page.next() == SessionEnded(SESSION)


def test_while_the_database_is_away_a_page_talks_on_and_asks_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening_module, "ASK_AGAIN", 0.01)
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
    monkeypatch.setattr(listening_module, "ASK_AGAIN", 0.01)
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
    monkeypatch.setattr(listening_module, "ASK_EVERY", 0)
    page = stage.page().opened()
    stage.signed_in = False
    for each in range(20):
        stage.say(str(each))
    assert page.next() == SessionEnded(SESSION)


def test_a_hint_that_never_came_is_made_up_for_in_time(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening_module, "ASK_EVERY", 0)
    page = stage.page().opened()
    stage.mailroom.losing = True
    stage.say("nobody heard of it")
    assert isinstance(page.next(), Shown)
    assert page.shown == ["nobody heard of it"]


def test_a_hint_that_never_came_is_made_up_for_in_time_whatever_else_happens(
    stage: Stage, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening_module, "monotonic", lambda: clock().timestamp())
    page = stage.page().opened()
    stage.mailroom.losing = True
    stage.say("nobody heard of it")
    stage.mailroom.losing = False
    for _ in range(2):
        clock.forward(seconds=20)
        stage.mailroom.deliver(BlocksChanged(TALK), BOB)
        page.read_all()
    assert page.shown == ["nobody heard of it"]


def test_a_page_of_which_nothing_is_known_is_filled_anew_and_another_is_added_to(stage: Stage) -> None:
    said = [stage.say(str(each)) for each in range(150)]
    empty, known = stage.page(), stage.page()
    for page, last in ((empty, None), (known, said[0].id)):
        page.listening.say(Synced(last))
    assert [page.next() for page in (empty, known)] == [Shown(said[:100], anew=True), Shown(said[1:101])]
    assert [page.next() for page in (empty, known)] == [Shown(said[100:]), Shown(said[101:])]


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


def test_what_the_page_itself_asked_is_answered_in_turn(stage: Stage) -> None:
    page = stage.page()
    said = stage.say("hello")
    away = StorageAway("message store")
    answers: list[FromThePage] = [Repeated(said), NotSent("n", away), Unreadable()]
    for answer in answers:
        page.listening.say(answer)
    assert [page.next() for _ in answers] == answers


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


def test_closing_ends_the_steps(stage: Stage) -> None:
    page = stage.page().opened()
    page.listening.close()
    with pytest.raises(StopIteration):
        page.next()


def test_saying_goodbye_sends_every_page_elsewhere(stage: Stage) -> None:
    pages: Sequence[Page] = [stage.page().opened(), stage.page(ALICE, BOB).opened()]
    stage.chat.say_goodbye(0)
    assert [page.next() for page in pages] == [Restarting(), Restarting()]


def test_a_position_of_the_future_in_an_empty_conversation_hides_nothing(stage: Stage) -> None:
    page = stage.page().opened(MessageId(10**14, 0))
    stage.say("hello")
    assert page.read_all() == ["hello"]


def test_who_comes_after_the_goodbye_is_sent_elsewhere_before_anything_else(stage: Stage) -> None:
    stage.say("not for this process to bring")
    stage.chat.say_goodbye(0)
    assert stage.page().next() == Restarting()


def test_an_expired_message_is_not_brought_to_a_page_that_opens(stage: Stage, clock: MovingClock) -> None:
    stage.say("old")
    clock.forward(minutes=30)
    stage.say("new")
    assert stage.page().opened(None).read_all() == ["new"]


def test_the_service_leaves_no_inbox_open(stage: Stage) -> None:
    with stage.chat.listen(Viewer(BOB, "bob", SESSION), ALICE, lambda: True):
        inboxes = list(stage.mailroom.shut())
        assert [type(inbox) for inbox in inboxes] == [InMemoryInbox]
    assert list(stage.mailroom.shut()) == []


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
