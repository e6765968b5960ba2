"""Which messages go together, and where a day begins."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.chat.domain import Conversation, Message
from felchat.chat.message_id import MessageId
from felchat.chat.pushes import Pushes
from felchat.chat.steps import Shown
from felchat.chat.view import View
from felchat.chat.words import promise
from felchat.people.domain import Person
from felchat.services import Services
from felchat.tongue import tongue
from tests.conftest import RETENTION_MS, MovingClock
from tests.unit.browsing import Browser

ALICE, BOB = 1, 2
NOON = datetime(2026, 11, 14, 12, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 15, tzinfo=UTC)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


def said(at: datetime, sender: int = ALICE) -> Message:
    born = MessageId(int(at.timestamp() * 1000), 0)
    return Message(born, Conversation(ALICE, BOB), sender, "hello", str(born))


def bobs_view(now: datetime = NOON) -> View:
    return View(BOB, Person(ALICE, "alice"), RETENTION_MS, now.timestamp, tongue())


@pytest.mark.parametrize(
    ("before", "follows"),
    [
        (said(NOON + 10 * SECOND), True),
        (said(NOON), True),
        (said(NOON - SECOND), False),
        (said(NOON + 10 * SECOND, BOB), False),
        (said(NOON - DAY + 10 * SECOND), False),
        (None, False),
    ],
)
def test_a_message_follows_one_of_the_same_sender_in_the_same_minute(
    before: Message | None, follows: bool
) -> None:
    assert bobs_view().follows(said(NOON + 59 * SECOND), before) is follows


@pytest.mark.parametrize(
    ("message", "before", "begins"),
    [
        (said(MIDNIGHT), said(MIDNIGHT - SECOND), True),
        (said(MIDNIGHT + SECOND), said(MIDNIGHT), False),
        (said(NOON - DAY), said(NOON - DAY - MINUTE), False),
        (said(NOON), None, False),
        (said(NOON - DAY), None, True),
    ],
)
def test_a_day_begins_after_a_message_of_another_and_at_the_top_unless_it_is_today(
    message: Message, before: Message | None, begins: bool
) -> None:
    assert bobs_view().begins_day(message, before) is begins


def test_what_is_pushed_goes_on_from_what_the_page_shows(app: Flask) -> None:
    last, late, early = said(MIDNIGHT - SECOND), said(MIDNIGHT), said(MIDNIGHT + SECOND)
    with app.app_context():
        pushes = Pushes(app.jinja_env, bobs_view(MIDNIGHT + SECOND), {})
    assert order_of(pushes.render(Shown([late, early], before=last))) == [
        f"day-{late.id}",
        f"message-{late.id}",
        f"message-{early.id}",
    ]
    assert order_of(pushes.render(Shown([early], before=late))) == [f"message-{early.id}"]
    assert "message--follows" in pushes.render(Shown([early], before=late))
    assert "message--follows" not in pushes.render(Shown([late], before=last))


def test_older_messages_that_load_take_a_line_with_their_own_day_away(
    alices: Browser, alice: Account, bob: Account, services: Services, clock: MovingClock
) -> None:
    clock.time = MIDNIGHT - MINUTE
    first = services.chat.send(alice.id, bob.id, "late", "1").message
    clock.forward(seconds=30)
    second = services.chat.send(alice.id, bob.id, "later", "2").message
    clock.forward(minutes=1)
    third = services.chat.send(alice.id, bob.id, "early", "3").message
    fourth = services.chat.send(alice.id, bob.id, "and on", "4").message

    def above(message: Message) -> str:
        return alices.get(f"/chat/history?user={bob.id}&before={message.id}").text

    of_one_day, of_two, of_today = above(second), above(third), above(fourth)
    assert order_of(of_one_day) == [f"day-{first.id}", f"message-{first.id}", f"day-{second.id}"]
    assert f'<p id="day-{second.id}" hx-swap-oob="delete">' in of_one_day
    assert order_of(of_two)[-2:] == [f"message-{second.id}", f"day-{third.id}"]
    assert "hx-swap-oob" not in of_two
    assert f'<p id="day-{fourth.id}" hx-swap-oob="delete">' in of_today


def order_of(html: str) -> list[str]:
    """The messages and day lines, as they come."""
    return re.findall(r'id="((?:day|message)-[^"]+)"', html)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (30, "30 minutes"),
        (1, "1 minute"),
        (0.75, "45 seconds"),
        (1.5, "1.5 minutes"),
        (1 / 60, "1 second"),
        (60, "1 hour"),
        (90, "1.5 hours"),
        (100, "100 minutes"),
        (24 * 60, "1 day"),
        (36 * 60, "1.5 days"),
        (0.001, "0.06 seconds"),
    ],
)
def test_how_long_messages_live_is_said_in_words(minutes: float, words: str) -> None:
    assert promise(round(minutes * 60_000)) == f"Messages vanish after {words}"
