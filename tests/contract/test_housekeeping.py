"""What whoever keeps the message store may ask of it, asked of memory and of Redis."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from felchat.chat.domain import Composed, Conversation, Message
from felchat.chat.draft_repository import Draft, DraftRepository
from felchat.chat.drafts_in_memory import InMemoryDraftRepository
from felchat.chat.drafts_in_redis import RedisDraftRepository
from felchat.chat.events import MayHaveMissed
from felchat.chat.housekeeping import Housekeeping, Tally
from felchat.chat.housekeeping_in_memory import InMemoryHousekeeping
from felchat.chat.housekeeping_in_redis import RedisHousekeeping
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.chat.repositories import MessageRepository
from felchat.redis_connection import connect
from tests.conftest import MovingClock
from tests.contract.message_stores import (
    ALICE,
    BOB,
    MALLORY,
    OTHER_TALK,
    RETENTION_MS,
    TALK,
    Blocks,
    bodies,
    forget_all,
)
from tests.inboxes import hearing


@dataclass
class House:
    """A store, and what keeps it."""

    messages: MessageRepository
    housekeeping: Housekeeping
    mailroom: InMemoryMailroom
    drafts: DraftRepository
    pass_ms: Callable[[int], None]

    def say(self, body: str, talk: Conversation = TALK) -> Message:
        return self.messages.add(Composed(talk, talk.lower, body, f"nonce of {body}")).message

    def living(self, talk: Conversation = TALK) -> list[str]:
        return bodies(self.messages.latest(talk, 100))


@pytest.fixture
def in_memory(clock: MovingClock) -> House:
    mailroom = InMemoryMailroom()
    messages = InMemoryMessageRepository(mailroom, clock, RETENTION_MS, Blocks().terms)
    drafts = InMemoryDraftRepository(messages)
    housekeeping = InMemoryHousekeeping(messages, drafts)
    return House(messages, housekeeping, mailroom, drafts, lambda ms: clock.forward(milliseconds=ms))


@pytest.fixture
def in_redis(redis_url: str) -> Iterator[House]:
    client = connect(redis_url)
    forget_all(client)
    messages = RedisMessageRepository(client, RETENTION_MS, Blocks().terms)
    drafts, mailroom = RedisDraftRepository(client, RETENTION_MS), InMemoryMailroom()
    housekeeping = RedisHousekeeping(client, mailroom, RETENTION_MS)
    yield House(messages, housekeeping, mailroom, drafts, lambda ms: time.sleep(ms / 1000))
    client.close()


@pytest.fixture(params=["in_memory", "in_redis"])
def house(request: pytest.FixtureRequest) -> House:
    found: House = request.getfixturevalue(request.param)
    return found


def test_an_empty_store_has_nothing_to_count(house: House) -> None:
    assert house.housekeeping.tally() == Tally(0, 0)
    assert house.housekeeping.wipe() == 0


def test_what_lives_is_counted_and_left_as_it_is(house: House) -> None:
    house.say("one")
    house.say("two")
    house.say("three", OTHER_TALK)
    assert house.housekeeping.tally() == Tally(conversations=2, messages=3)
    assert house.living() == ["one", "two"]


def test_what_is_dead_is_not_counted(house: House) -> None:
    house.say("one")
    house.pass_ms(RETENTION_MS // 2)
    house.say("two")
    house.pass_ms(RETENTION_MS // 2)
    assert house.housekeeping.tally() == Tally(1, 1)


def test_all_that_was_said_can_be_forgotten(house: House) -> None:
    house.say("one")
    house.say("two", OTHER_TALK)
    assert house.housekeeping.wipe() == 2
    assert (house.living(), house.living(OTHER_TALK)) == ([], [])
    assert house.housekeeping.tally() == Tally(0, 0)


def test_one_conversation_can_be_forgotten_and_the_others_stay(house: House) -> None:
    house.say("one")
    house.say("two", OTHER_TALK)
    assert house.housekeeping.wipe(TALK) == 1
    assert house.housekeeping.wipe(Conversation.between(BOB, MALLORY)) == 0
    assert (house.living(), house.living(OTHER_TALK)) == ([], ["two"])


@pytest.mark.parametrize(("only", "told"), [(None, {ALICE, BOB, MALLORY}), (TALK, {ALICE, BOB})])
def test_whose_messages_are_forgotten_is_told(
    house: House, only: Conversation | None, told: set[int]
) -> None:
    house.say("one")
    house.say("two", OTHER_TALK)
    everybody = (ALICE, BOB, MALLORY)
    inboxes = dict(zip(everybody, hearing(house.mailroom, *everybody), strict=True))
    house.housekeeping.wipe(only)
    assert {person for person, inbox in inboxes.items() if inbox.take(0.01) == MayHaveMissed()} == told


def test_drafts_are_no_messages_and_are_forgotten_with_them(house: House) -> None:
    for talk in (TALK, OTHER_TALK):
        for person in talk.people:
            house.drafts.keep(Draft(talk, person, "not done", "n"))
    assert house.housekeeping.tally() == Tally(0, 0)
    assert house.housekeeping.wipe(TALK) == 0
    assert house.drafts.of(BOB) == []
    assert [each.conversation for each in house.drafts.of(ALICE)] == [OTHER_TALK]
    assert house.housekeeping.wipe() == 0
    assert house.drafts.of(ALICE) == house.drafts.of(MALLORY) == []


def test_the_talk_goes_on_after_it_was_forgotten(house: House) -> None:
    before = house.say("one")
    house.housekeeping.wipe()
    house.pass_ms(1)
    again = house.say("two")
    assert again.id > before.id
    assert house.living() == ["two"]
