"""What is filled into a stencil is what the template would have made of it."""

from collections.abc import Iterator

import pytest
from flask import Flask, render_template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from felchat.chat.domain import Conversation, Message
from felchat.chat.message_id import MessageId
from felchat.chat.pushes import Pushes
from felchat.chat.stencil import shown
from felchat.chat.steps import Shown
from felchat.chat.view import View
from felchat.people.domain import Listed, Person
from felchat.people.row import row_of
from felchat.tongue import Tongue, speaking
from tests.unit.open_pages import FORMS

ALICE, BOB = 1, 2
NOW_MS = 1_764_324_000_000
HOSTILE = [
    "<b>",
    "&amp;",
    "%(id)s",
    "%s %",
    "\ue000id\ue000",
    "{{ 7 * 7 }}",
    '" onload="',
    "http://a.example/?<x>",
    "שלום",
]
texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8"), min_size=1, max_size=80))
messages = st.builds(
    Message,
    id=st.builds(MessageId, st.integers(NOW_MS - 200_000, NOW_MS), st.integers(0, 3)),
    conversation=st.just(Conversation(ALICE, BOB)),
    sender=st.sampled_from([ALICE, BOB]),
    body=texts,
    nonce=texts,
)
people = st.builds(
    Listed,
    id=st.sampled_from([BOB, 7, 10_000, 2**31 - 1]),
    username=texts,
    online=st.booleans(),
    unread=st.sampled_from([0, 1, 7, 99, 100, 5000]),
    is_blocked=st.booleans(),
    blocks=st.booleans(),
)
MANNERS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture(params=[Tongue(), Tongue("ru", "Asia/Yekaterinburg")], ids=["English", "Russian"])
def reader(request: pytest.FixtureRequest, app: Flask) -> Iterator[Tongue]:
    with speaking(app, request.param):
        yield request.param


@pytest.fixture(params=["en", "ru"])
def spoken(request: pytest.FixtureRequest) -> str:
    language: str = request.param
    return language


def view_of(name: str, reader: Tongue) -> View:
    return View(ALICE, Person(BOB, name), 1_800_000, lambda: NOW_MS / 1000, reader)


@MANNERS
@given(message=messages, before=st.none() | messages, name=texts)
def test_a_stencil_says_what_the_template_says(
    app: Flask, reader: Tongue, message: Message, before: Message | None, name: str
) -> None:
    view = view_of(name, reader)
    step = Shown([message], before=before)
    pushes = Pushes(app.jinja_env, view, FORMS)
    by_template = Pushes(app.jinja_env, view, {**FORMS, "by_template": True})
    assert pushes.just_one(step) == message
    assert pushes.render(step) == pushes.from_template(step) == by_template.from_template(step)


@MANNERS
@given(message=messages, before=st.none() | messages, name=texts)
def test_a_page_shows_a_message_as_its_template_does(
    app: Flask, reader: Tongue, message: Message, before: Message | None, name: str
) -> None:
    view = view_of(name, reader)
    by_template = render_template("chat/_message.html", message=message, before=before, view=view)
    assert shown(app.jinja_env, message, before, view) == by_template


@MANNERS
@given(person=people, open_id=st.sampled_from([None, BOB, 10_000]))
def test_a_list_shows_a_person_as_the_template_of_a_row_does(
    app: Flask, spoken: str, person: Listed, open_id: int | None
) -> None:
    with app.test_request_context("/users/", headers={"Accept-Language": spoken}):
        assert row_of(person, open_id) == render_template(
            "people/_person.html", person=person, open_id=open_id
        )
