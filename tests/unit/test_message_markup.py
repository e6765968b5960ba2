"""A message as it is shown: text, whatever is in it, and for how long. Links are in test_links.py."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.chat.domain import Conversation, Message
from felchat.chat.message_id import MessageId
from felchat.chat.pushes import Pushes
from felchat.chat.steps import Repeated, Shown
from felchat.chat.view import View
from felchat.people.domain import Person
from felchat.services import Services
from felchat.tongue import tongue
from tests.conftest import RETENTION_MS, MovingClock
from tests.unit.browsing import Browser, elements, text_of

# fmt: off
CORPUS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</p></div></article><h1>x</h1>", "<!--",
    '<i hx-get="/users/logout" hx-trigger="load">', '" hx-get="/x" x="', "' onclick='x", "<p hx-swap-oob>",
    "{{ 7 * 7 }}{% raw %}", "&lt;b&gt;&amp;", "<textarea><title>", "\u202egnihton\u2066\u2069", "👩👧🇷🇺",
    "a" + "\u0301" * 999, 'http://e.org/"><script>x</script>', "http://e.org/<img/onerror=x>", "one\n\n  two",
]
# fmt: on
EXPECTED = ["article", "div", "p", "bdi", "time", "p"]


@pytest.mark.parametrize("body", CORPUS, ids=lambda body: ascii(body)[:40])
def test_a_message_is_text_whatever_is_in_it(
    bobs: Browser, alice: Account, bob: Account, services: Services, body: str
) -> None:
    """Original faults S3 and P3."""
    services.chat.send(alice.id, bob.id, body, "1")
    article = elements(articles(bobs.get(f"/chat?user={alice.id}").text)[0]).find("article")
    assert [each.tag for each in article.iter() if each.tag != "a"] == EXPECTED
    assert text_of(article.find(".//p[@class='message__body']")) == body
    assert text_of(article.find(".//bdi")) == "alice"
    inside = [name for each in article.iterfind(".//*") for name in each.attrib]
    assert not [name for name in inside if re.match("hx-(?!ignore)|on", name)]
    assert "hx-ignore" in article.find("div").attrib


@pytest.mark.parametrize("name", [*CORPUS, "\u202eecila"], ids=lambda name: ascii(name)[:40])
def test_a_name_in_a_push_is_text_whatever_is_in_it(app: Flask, name: str) -> None:
    """Original fault S3."""
    message = Message(MessageId(0, 0), Conversation(1, 2), 2, "hello", "1")
    view = View(1, Person(2, name), RETENTION_MS, lambda: 0.0, tongue())
    with app.app_context():
        shown = elements(Pushes(app.jinja_env, view, {}).render(Shown([message])))
    assert text_of(shown.find(".//bdi")) == name
    assert [each.tag for each in shown.find(".//article").iter()] == EXPECTED


@pytest.fixture
def said(services: Services, alice: Account, bob: Account, clock: MovingClock) -> list[Message]:
    """What alice and bob said, so long ago that its time is up by every clock but the store's."""
    clock.time = datetime(2001, 1, 1, tzinfo=UTC)
    turns = [(alice.id, bob.id), (bob.id, alice.id), (bob.id, alice.id), (alice.id, bob.id)]
    return [
        services.chat.send(*turn, "<b>hi</b>\nwww.e.org", str(at)).message for at, turn in enumerate(turns)
    ]


@pytest.mark.parametrize(("nth", "mine"), [(0, True), (1, False), (2, False)])
def test_a_message_is_the_same_in_the_page_in_the_history_and_in_a_push(
    app: Flask, alices: Browser, said: list[Message], nth: int, mine: bool
) -> None:
    now = app.extensions["felchat"].chat.now
    view = View(said[0].sender, Person(said[1].sender, "bob"), RETENTION_MS, now, tongue())
    with app.app_context():
        pushes = Pushes(app.jinja_env, view, {})
    shown = {
        articles(alices.get("/chat?user=2").text)[nth],
        articles(alices.get(f"/chat/history?user=2&before={said[3].id}").text)[nth],
        articles(pushes.render(Shown(said[: nth + 1], anew=True)))[nth],
        articles(pushes.render(Shown([said[nth]], before=said[nth - 1] if nth else None)))[0],
        *(articles(pushes.render(Repeated(said[nth]))) if nth < 2 else ()),
    }
    assert len(shown) == 1
    assert f'id="message-{said[nth].id}"' in min(shown)
    assert ("message--mine" in min(shown)) is mine
    assert ("message--follows" in min(shown)) is (nth == 2)
    assert f'"load delay:{RETENTION_MS}ms"' in min(shown)


def test_a_message_says_how_long_it_has_to_live(clock: MovingClock) -> None:
    message = Message(MessageId(int(clock().timestamp() * 1000), 0), Conversation(1, 2), 1, "hello", "1")
    view = View(1, Person(2, "bob"), RETENTION_MS, lambda: clock().timestamp(), tongue())
    assert view.ms_left(message.id) == RETENTION_MS
    clock.forward(minutes=29, seconds=59)
    assert view.ms_left(message.id) == 1000
    clock.forward(minutes=1)
    assert view.ms_left(message.id) == 0
    clock.forward(hours=-2)
    assert view.ms_left(message.id) == RETENTION_MS


@pytest.mark.parametrize(
    ("ms", "powers"), [(RETENTION_MS, "8 256 512 1024"), (5001, "2 4"), (5000, "1 4"), (1, "1"), (0, "")]
)
def test_the_stylesheet_is_told_the_seconds_by_powers_of_two(ms: int, powers: str) -> None:
    message = Message(MessageId(0, 0), Conversation(1, 2), 1, "hello", "1")
    view = View(1, Person(2, "bob"), RETENTION_MS, lambda: (RETENTION_MS - ms) / 1000, tongue())
    assert view.seconds_left(message) == powers


def articles(html: str) -> list[str]:
    return re.findall(r"<article.*?</article>", html, re.DOTALL)
