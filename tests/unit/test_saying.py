"""What is said while the store is away: kept once it is back, in the order said, and once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from socket import socket, socketpair
from threading import Thread
from time import sleep
from typing import cast

import pytest
from flask import Flask

from felchat.accounts.domain import Account, Viewer
from felchat.chat import listening, saying
from felchat.chat.domain import Composed
from felchat.chat.entries import messages_in
from felchat.chat.frames import Say
from felchat.chat.listening import Listening
from felchat.chat.live_socket import LiveSocket
from felchat.chat.pace import LATE
from felchat.chat.repositories import MessageRepository, Receipt
from felchat.chat.steps import Live, NotSent, Shown, Step, Synced, Unreadable
from felchat.chat.writing import Gone
from felchat.domain import StorageAway
from felchat.people.domain import Person
from felchat.services import Services
from tests.conftest import MovingClock


@dataclass
class Flaky:
    """A store that does not answer so many times, whatever `meanwhile` does."""

    whole: MessageRepository
    meanwhile: Callable[[Composed], object]
    silences: int = 1

    def add(self, composed: Composed) -> Receipt:
        if self.silences:
            self.silences -= 1
            self.meanwhile(composed)
            raise StorageAway("message store")
        return self.whole.add(composed)

    def __getattr__(self, name: str) -> object:
        return getattr(self.whole, name)


@dataclass
class Page:
    """Alice's, and what it is told."""

    who: Viewer
    other: Person
    listening: Listening
    live: LiveSocket
    theirs: socket
    told: list[Step] = field(default_factory=list)

    def says(self, body: str) -> None:
        saying.say(self.live, self.listening, self.who, self.other, Say(body, f"nonce of {body}"))

    @property
    def shown(self) -> list[str]:
        return [
            each.body for step in self.told if isinstance(step, Shown) for each in messages_in(step.entries)
        ]


@contextmanager
def page_over(app: Flask, store: MessageRepository, alice: Account, bob: Account) -> Iterator[Page]:
    whole: Services = app.extensions["felchat"]
    chat = replace(whole.chat, messages=store)
    app.extensions["felchat"] = replace(whole, chat=chat)
    viewer = Viewer(alice.id, alice.username, 1)
    ours, theirs = socketpair()
    glimpse = partial(whole.people.glimpse, alice.id)
    with app.app_context(), chat.listen(viewer, bob.id, lambda: viewer, glimpse) as listening:
        page = Page(viewer, Person(bob.id, bob.username), listening, LiveSocket(ours), theirs)
        listening.say(Synced(None))
        steps = listening.steps()
        page.told += iter(lambda: next(steps), Live())
        reader = Thread(target=lambda: page.told.extend(steps))
        reader.start()
        try:
            yield page
            listening.say(Unreadable())
            while Unreadable() not in page.told:
                sleep(0.001)  # until it was told all that came before
        finally:
            ours.close()
            theirs.close()
            listening.close()
            reader.join(5)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saying, "TRY_AGAIN", 0.05)


def test_a_message_is_tried_again_and_the_page_is_told_once(
    app: Flask, services: Services, alice: Account, bob: Account
) -> None:
    store = cast(MessageRepository, Flaky(services.chat.messages, lambda _composed: None, silences=3))
    with page_over(app, store, alice, bob) as page:
        page.says("hello")
    assert page.shown == ["hello"]
    assert len([step for step in page.told if isinstance(step, NotSent)]) == 1


def test_however_long_a_message_waits_for_its_store_nobody_is_said_to_type_right_after_it(
    app: Flask, clock: MovingClock, alice: Account, bob: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = app.extensions["felchat"].chat.messages
    for module in (saying, listening):
        monkeypatch.setattr(module, "monotonic", lambda: clock().timestamp())
    flaky = Flaky(messages, lambda _composed: clock.forward(seconds=LATE))
    with page_over(app, cast(MessageRepository, flaky), alice, bob) as page:
        page.says("hello")
        assert not page.listening.tells_typing()
        clock.forward(seconds=LATE)
        assert page.listening.tells_typing()


def test_a_message_whose_answer_was_lost_is_not_kept_anew_by_a_store_that_forgot_it(
    app: Flask, services: Services, clock: MovingClock, alice: Account, bob: Account
) -> None:
    messages = services.chat.messages

    def keep_and_forget(composed: Composed) -> None:
        messages.add(composed)
        messages._entries.clear()  # type: ignore[attr-defined]
        messages._said.clear()  # type: ignore[attr-defined]
        clock.forward(seconds=1)

    with page_over(app, cast(MessageRepository, Flaky(messages, keep_and_forget)), alice, bob) as page:
        page.says("hello")
        page.says("again")
    assert page.shown == ["hello", "again"]


def test_nothing_is_tried_again_for_a_page_that_has_gone(
    app: Flask, services: Services, alice: Account, bob: Account
) -> None:
    store = cast(MessageRepository, Flaky(services.chat.messages, lambda _composed: None))
    with page_over(app, store, alice, bob) as page:
        page.theirs.close()
        with pytest.raises(Gone):
            page.says("hello")
    assert page.shown == []
