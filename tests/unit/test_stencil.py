"""What is filled into a stencil is what the template would have made of it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from felchat.chat.domain import Conversation, Message
from felchat.chat.message_id import MessageId
from felchat.chat.pushes import Pushes
from felchat.chat.steps import Shown
from felchat.chat.view import View
from felchat.people.domain import Person
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


@pytest.fixture(params=[Tongue(), Tongue("ru", "Asia/Yekaterinburg")], ids=["English", "Russian"])
def reader(request: pytest.FixtureRequest, app: Flask) -> Iterator[Tongue]:
    with speaking(app, request.param):
        yield request.param


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(message=messages, before=st.none() | messages, name=texts)
def test_a_stencil_says_what_the_template_says(
    app: Flask, reader: Tongue, message: Message, before: Message | None, name: str
) -> None:
    view = View(ALICE, Person(BOB, name), 1_800_000, lambda: NOW_MS / 1000, reader)
    pushes = Pushes(app.jinja_env, view, FORMS)
    shown = Shown([message], before=before)
    assert pushes.just_one(shown) == message
    by_template = pushes.from_template(shown)
    assert pushes.render(shown) == by_template
