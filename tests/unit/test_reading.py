"""Who has seen what: both people are told once, and nobody else."""

from flask import Flask

from felchat.accounts.domain import Account
from felchat.chat.domain import Conversation
from felchat.chat.events import MarkedRead
from felchat.chat.pushes import Pushes
from felchat.chat.steps import Shown
from felchat.chat.view import View
from felchat.people.domain import Person
from felchat.services import Services
from felchat.tongue import tongue
from tests.conftest import RETENTION_MS
from tests.inboxes import hearing


def test_that_alice_has_read_reaches_her_and_bob_once_and_not_mallory(
    services: Services, alice: Account, bob: Account, mallory: Account
) -> None:
    chat = services.chat
    said = chat.send(bob.id, alice.id, "hello", "1").message
    inboxes = hearing(chat.mailroom, alice.id, bob.id, mallory.id)
    for _ in range(2):
        chat.read(alice.id, bob.id, said.id)
    read = MarkedRead(Conversation.between(alice.id, bob.id), alice.id, said.id)
    assert [inbox.take(0) for inbox in inboxes] == [read, read, None]
    assert [inbox.take(0) for inbox in inboxes] == [None, None, None]


def test_what_bob_says_is_to_be_read_by_alice_and_asks_nothing_of_his_own_page(
    app: Flask, services: Services, alice: Account, bob: Account
) -> None:
    said = services.chat.send(bob.id, alice.id, "hello", "1").message
    for viewer, other, asks in ((alice, bob, True), (bob, alice, False)):
        view = View(viewer.id, Person(other.id, other.username), RETENTION_MS, services.chat.now, tongue())
        with app.app_context():
            pushes = Pushes(app.jinja_env, view, {})
        assert ('{"type": "read"}' in pushes.render(Shown([said]))) is asks
