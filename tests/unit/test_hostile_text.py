"""Whatever was typed comes out as text: a page has the same elements and attributes as for a plain word."""

import json

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.chat.domain import Conversation, Message, Standing, TooLong
from felchat.chat.entries import Wiped
from felchat.chat.events import IsTyping
from felchat.chat.frames import parse
from felchat.chat.message_id import MessageId
from felchat.chat.pushes import Pushes
from felchat.chat.steps import NotSent, PeopleChanged, Repeated, Shown, Shows, Told
from felchat.chat.view import View
from felchat.people.domain import Person
from felchat.services import Services
from felchat.tongue import tongue
from tests import hostile
from tests.conftest import RETENTION_MS
from tests.unit.browsing import Browser
from tests.unit.hostile_stage import WAYS_OUT, Stage, held_by, shape_of

ASIDE = {"an error", "oneself", "a message", "a message in the log", "a message in the history"}
"""What shows no more than a part of it again, or in parts."""
AT_ONCE = 100
"""Texts in one page: were one of them markup, the page would be made of something else all the same."""
TALK = Conversation(1, 2)
FIRST, SECOND = MessageId(1, 0), MessageId(2, 0)


@pytest.fixture(scope="module")
def together() -> list[str]:
    texts = [*hostile.TEXTS, *filter(is_sayable, hostile.naughty())]
    return ["\n".join(texts[at : at + AT_ONCE]).strip() for at in range(0, len(texts), AT_ONCE)]


def is_sayable(text: str) -> bool:
    return not any(each in text for each in map(chr, [*range(10), *range(11, 32), *range(127, 160)]))


@pytest.fixture
def stage(app: Flask, services: Services, alice: Account, alices: Browser) -> Stage:
    return Stage(app, services, alice, alices)


@pytest.mark.parametrize("way", WAYS_OUT)
def test_a_page_is_made_of_the_same_whatever_was_typed(stage: Stage, together: list[str], way: str) -> None:
    """ASVS 5.0 1.2.1, and requirement 21."""
    for text in together:
        plain = ("hello\nyou " * len(text))[: len(text) - 1] + "!"
        html = WAYS_OUT[way](stage, text)
        assert shape_of(html) == shape_of(WAYS_OUT[way](stage, plain)), ascii(text)
        assert way in ASIDE or text in held_by(html), ascii(text)


def pushed(app: Flask, text: str, step: Told) -> str:
    return Pushes(app.jinja_env, View(1, Person(2, text), RETENTION_MS, lambda: 0.0, tongue()), {}).render(
        step
    )


def steps(text: str) -> list[Told]:
    """What a page of alice's is told that bob's name, a message, its nonce or a title gets into."""
    said = [Message(FIRST, TALK, 2, text, text), Message(SECOND, TALK, 1, text, text)]
    return [
        Shown(said),
        Shown([Wiped(FIRST, TALK, 2), *said], anew=True),
        Repeated(said[1]),
        NotSent(text, TooLong(1000)),
        IsTyping(TALK, 2),
        Standing(frozenset({2})),
        Standing(gone=True),
        PeopleChanged(unread=1, title=text),
    ]


@pytest.mark.parametrize("number", range(len(steps(""))))
def test_a_frame_is_made_of_the_same_whatever_was_typed(app: Flask, together: list[str], number: int) -> None:
    with app.test_request_context():
        for text in together:
            frame = pushed(app, text, steps(text)[number])
            assert shape_of(frame) == shape_of(pushed(app, "hello", steps("hello")[number])), ascii(text)
            assert text.strip() in held_by(frame)
            assert frame.lstrip().startswith("<")


def test_a_title_holds_no_half_characters() -> None:
    """RFC 8259, section 8.2: JSON can name half a character, and no frame could be sent that holds one."""
    shows = parse(json.dumps({"type": "list", "title": "a\ud800b"}))
    assert isinstance(shows, Shows)
    assert shows.title == "a?b"


@pytest.mark.parametrize(
    ("name", "title"), [("bob", "bob"), ("שלום", "\u2068שלום\u2069"), ("مرحبا١", "\u2068مرحبا١\u2069")]
)
def test_a_name_from_right_to_left_turns_nothing_else_of_a_title_round(
    stage: Stage, name: str, title: str
) -> None:
    """Unicode Standard Annex 9, 2.7: or the title would read "Felchat · name (1)"."""
    bob = stage.named(name)
    assert f"<title>{title} · Felchat</title>" in stage.page(f"/chat?user={bob.id}").replace("\n", "")
    assert f"<title>{title} · Felchat</title>" in stage.page(f"/chat/log?user={bob.id}")


@pytest.mark.parametrize("manner", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_no_header_holds_what_was_typed(stage: Stage, manner: dict[str, str]) -> None:
    """CRLF in what gets into `Location`, `HX-Redirect` or `Link` would begin a header (ASVS 5.0 1.2.1)."""
    stranger = Browser(stage.app)
    for text in (*hostile.TEXTS, *hostile.CONTROLS):
        answer = stranger.sign_in("alice", manner, next=text)
        assert (answer.headers.get("Location") or answer.headers["HX-Redirect"]) == "/users/", ascii(text)
        assert "pwned" not in str(answer.headers)
