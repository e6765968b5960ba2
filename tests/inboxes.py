"""Inboxes of people who are here already."""

from felchat.chat.events import MayHaveMissed
from felchat.chat.mailroom import Inbox, Mailroom


def hearing(mailroom: Mailroom, *people: int) -> list[Inbox]:
    """An inbox for each, which was told that it hears of whatever happens."""
    inboxes = [mailroom.open(person) for person in people]
    assert [inbox.take(3) for inbox in inboxes] == [MayHaveMissed()] * len(people)
    return inboxes
