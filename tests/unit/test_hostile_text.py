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
from tests import hostile
from tests.conftest import RETENTION_MS
from tests.unit.browsing import Browser
from tests.unit.hostile_stage import WAYS_OUT, Stage, held_by, shape_of

ASIDE = {"an error", "oneself"}
"""What need not show all of it again."""
TOGETHER = [" ".join(hostile.TEXTS[at : at + 12]) for at in range(0, len(hostile.TEXTS), 12)]
TALK = Conversation(1, 2)
FIRST, SECOND = MessageId(1, 0), MessageId(2, 0)


@pytest.fixture
def stage(app: Flask, services: Services, alice: Account, alices: Browser) -> Stage:
    return Stage(app, services, alice, alices)


@pytest.mark.parametrize("way", WAYS_OUT)
def test_a_page_is_made_of_the_same_whatever_was_typed(stage: Stage, way: str) -> None:
    """ASVS 5.0 1.2.1, and requirement 21."""
    for text in TOGETHER:
        plain = shape_of(WAYS_OUT[way](stage, "hello\nyou" if "\n" in text else "hello you"))
        html = WAYS_OUT[way](stage, text[:900])
        assert shape_of(html) == plain, ascii(text)
        assert way in ASIDE or text[:900].strip() in held_by(html), ascii(text)


def pushed(app: Flask, text: str, step: Told) -> str:
    return Pushes(app.jinja_env, View(1, Person(2, text), RETENTION_MS, now=lambda: 0.0), {}).render(step)


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
def test_a_frame_is_made_of_the_same_whatever_was_typed(app: Flask, number: int) -> None:
    with app.test_request_context():
        for text in TOGETHER:
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


@pytest.mark.parametrize("text", [*hostile.TEXTS, *hostile.CONTROLS], ids=ascii)
def test_no_header_holds_what_was_typed(stage: Stage, text: str) -> None:
    """CRLF in what gets into `Location`, `HX-Redirect` or `Link` would begin a header (ASVS 5.0 1.2.1)."""
    for manner in ({}, {"HX-Request": "true"}):
        answer = Browser(stage.app).sign_in("alice", manner, next=text)
        where = answer.headers.get("Location") or answer.headers["HX-Redirect"]
        assert where == "/users/"
        assert "pwned" not in str(answer.headers)
