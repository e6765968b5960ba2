"""What an open page is told, in the language of that page."""

import re

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.chat.domain import (
    BadNonce,
    Blocked,
    ControlCharacters,
    Conversation,
    Empty,
    Message,
    Standing,
    TooLong,
)
from felchat.chat.events import Crowded
from felchat.chat.message_id import MessageId
from felchat.chat.pushes import Pushes
from felchat.chat.steps import Away, Live, NotSent, Repeated, Shown, Told, Unreadable
from felchat.chat.view import View
from felchat.domain import Refusal, StorageAway
from felchat.people.domain import NoSuchPerson, Person
from felchat.tongue import Tongue, speaking
from tests.conftest import RETENTION_MS
from tests.unit.browsing import Browser, parsed, text_of
from tests.unit.russian import foreign_words

ALICE, BOB = 1, 2
SAID = Message(MessageId(1_793_800_000_000, 0), Conversation(ALICE, BOB), ALICE, "hello", "1")
REASONS: list[Refusal | StorageAway] = [
    *(Empty(), TooLong(1000), ControlCharacters(), Blocked(frozenset({BOB}))),
    *(NoSuchPerson(), BadNonce(), StorageAway("Redis")),
]
STEPS: list[Told] = [
    Shown([SAID]),
    Repeated(SAID),
    *(NotSent("1", reason) for reason in REASONS),
    *(Standing(frozenset(by)) for by in ({ALICE}, {BOB}, {ALICE, BOB})),
    Standing(online=True),
    Standing(gone=True),
    Live(),
    Away(),
    Crowded(),
    Unreadable(),
]


FORMS = {"csrf_token": lambda: "x", "url_for": lambda *_, **__: "/x"}


def told(app: Flask, step: Told, reader: Tongue) -> str:
    """The frame that tells a page of that reader's."""
    with speaking(app, reader):
        view = View(ALICE, Person(BOB, "bob"), RETENTION_MS, lambda: 0.0, reader)
        return Pushes(app.jinja_env, view, FORMS).render(step)


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_page_in_russian_is_told_everything_in_russian(app: Flask, step: Told) -> None:
    in_russian = told(app, step, Tongue("ru"))
    assert re.search("[а-яА-Я]", in_russian)
    assert foreign_words(in_russian) == set()
    assert foreign_words(told(app, step, Tongue("en")))


def test_one_thing_is_told_to_two_people_in_two_languages(app: Flask) -> None:
    for _ in range(2):
        assert "На связи" in told(app, Live(), Tongue("ru"))
        assert "Live" in told(app, Live(), Tongue("en"))


@pytest.mark.parametrize(("zone", "shown"), [("", "13:46 UTC"), ("Asia/Kolkata", "19:16")])
def test_a_push_has_the_time_by_the_readers_clock(app: Flask, zone: str, shown: str) -> None:
    page = parsed(told(app, Shown([SAID]), Tongue("ru", zone)))
    assert text_of(page.find(".//article//time")) == shown


def test_a_message_is_the_same_in_the_page_and_in_a_push_in_russian_too(
    app: Flask, alices: Browser, bob: Account
) -> None:
    services = app.extensions["felchat"]
    said = services.chat.send(ALICE, bob.id, "hello", "1").message
    page = alices.get(f"/chat?user={bob.id}", headers={"Accept-Language": "ru"})
    view = View(ALICE, Person(bob.id, "bob"), RETENTION_MS, services.chat.now, Tongue("ru"))
    with app.app_context():
        pushed = Pushes(app.jinja_env, view, {}).render(Shown([said]))
    texts = [text_of(parsed(each).find(".//article")) for each in (page.text, pushed)]
    assert "Вы" in texts[0]
    assert len(set(texts)) == 1
