"""Who has seen what: both people are told once, and nobody else."""

from felchat.accounts.domain import Account
from felchat.chat.domain import Conversation
from felchat.chat.events import MarkedRead
from felchat.services import Services


def test_that_alice_has_read_reaches_her_and_bob_once_and_not_mallory(
    services: Services, alice: Account, bob: Account, mallory: Account
) -> None:
    chat = services.chat
    said = chat.send(bob.id, alice.id, "hello", "1").message
    inboxes = [chat.mailroom.open(person.id) for person in (alice, bob, mallory)]
    for _ in range(2):
        chat.read(alice.id, bob.id, said.id)
    read = MarkedRead(Conversation.between(alice.id, bob.id), alice.id, said.id)
    assert [inbox.take(0) for inbox in inboxes] == [read, read, None]
    assert [inbox.take(0) for inbox in inboxes] == [None, None, None]
