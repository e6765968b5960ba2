"""What every keeper of who talks with whom promises, asked of each."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from felchat.chat import talks_in_redis
from felchat.chat.domain import Composed, Message
from felchat.chat.in_memory import InMemoryMessageRepository
from felchat.chat.repositories import TalkRepository
from felchat.chat.talks_in_memory import InMemoryTalkRepository
from felchat.chat.talks_in_redis import RedisTalkRepository
from felchat.people.domain import Talk
from felchat.redis_connection import connect
from tests.contract.message_stores import ALICE, BOB, MALLORY, OTHER_TALK, RETENTION_MS, TALK, Store


@dataclass
class Stage:
    """A store of messages, and who talks there with whom."""

    store: Store
    talks: TalkRepository

    def say(self, body: str, sender: int = ALICE, talk: object = TALK) -> None:
        assert talk in (TALK, OTHER_TALK)
        self.talks.note(self.store.say(body, sender, TALK if talk == TALK else OTHER_TALK))
        self.store.pass_ms(2)  # no two messages of different conversations in one millisecond


@pytest.fixture
def in_memory(messages_in_memory: Store) -> Stage:
    messages = messages_in_memory.messages
    assert isinstance(messages, InMemoryMessageRepository)
    return Stage(messages_in_memory, InMemoryTalkRepository(messages))


@pytest.fixture
def in_redis(messages_in_redis: Store, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(talks_in_redis, "NOTE_AGAIN_MS", 0)
    client = connect(redis_url)
    yield Stage(messages_in_redis, RedisTalkRepository(client, RETENTION_MS))
    client.close()


@pytest.fixture(params=["in_memory", "in_redis"])
def stage(request: pytest.FixtureRequest) -> Stage:
    found: Stage = request.getfixturevalue(request.param)
    return found


def test_talks_are_listed_by_their_newest_message_with_what_is_unread(stage: Stage) -> None:
    assert stage.talks.of(ALICE) == []
    stage.say("hello", ALICE)
    stage.say("one", MALLORY, OTHER_TALK)
    stage.say("two", MALLORY, OTHER_TALK)
    assert stage.talks.of(ALICE) == [Talk(MALLORY, 2), Talk(BOB, 0)]
    assert stage.talks.of(BOB) == [Talk(ALICE, 1)]
    stage.say("hi", BOB)
    assert stage.talks.of(ALICE) == [Talk(BOB, 1), Talk(MALLORY, 2)]
    assert stage.talks.of(MALLORY) == [Talk(ALICE, 0)]


def test_what_was_read_is_not_unread_and_reading_never_goes_back(stage: Stage) -> None:
    for body in ("one", "two", "three"):
        stage.say(body, BOB)
    first, second, third = stage.store.messages.latest(TALK, 3)
    assert stage.talks.read(TALK, ALICE, second.id)
    assert stage.talks.of(ALICE) == [Talk(BOB, 1)]
    assert not stage.talks.read(TALK, ALICE, first.id)
    assert not stage.talks.read(TALK, ALICE, second.id)
    assert stage.talks.of(ALICE) == [Talk(BOB, 1)]
    assert stage.talks.read(TALK, ALICE, third.id)
    assert stage.talks.of(ALICE) == [Talk(BOB, 0)]


def test_how_far_each_has_read_is_known_until_the_talk_ends(stage: Stage) -> None:
    for body in ("one", "two"):
        stage.say(body, BOB)
    first, second = stage.store.messages.latest(TALK, 2)
    assert stage.talks.read_up_to(TALK, ALICE) is None
    stage.talks.read(TALK, ALICE, second.id)
    stage.talks.read(TALK, ALICE, first.id)
    assert stage.talks.read_up_to(TALK, ALICE) == second.id
    assert stage.talks.read_up_to(TALK, BOB) is stage.talks.read_up_to(OTHER_TALK, ALICE) is None
    stage.store.pass_ms(RETENTION_MS * 5 // 4)
    assert stage.talks.read_up_to(TALK, ALICE) is None


def test_who_answers_has_read_what_was_said_before(stage: Stage) -> None:
    stage.say("how are you?", BOB)
    stage.say("well", ALICE)
    assert stage.talks.of(ALICE) == [Talk(BOB, 0)]
    assert stage.talks.of(BOB) == [Talk(ALICE, 1)]
    stage.say("good", BOB)
    assert stage.talks.of(ALICE) == [Talk(BOB, 1)]


def test_what_one_person_read_the_other_may_not_have(stage: Stage) -> None:
    stage.say("to bob", ALICE)
    stage.say("to alice", BOB)
    last = stage.store.messages.latest(TALK, 1)[0]
    stage.talks.read(TALK, BOB, last.id)
    assert (stage.talks.of(ALICE), stage.talks.of(BOB)) == ([Talk(BOB, 1)], [Talk(ALICE, 0)])


def test_a_talk_ends_with_its_last_message(stage: Stage) -> None:
    stage.say("short-lived", BOB)
    stage.store.pass_ms(RETENTION_MS * 5 // 4)
    assert stage.talks.of(ALICE) == stage.talks.of(BOB) == []


def test_a_talk_is_known_for_as_long_as_a_message_lives_that_was_not_noted_again(
    messages_in_redis: Store, redis_url: str
) -> None:
    client = connect(redis_url)
    talks = RedisTalkRepository(client, RETENTION_MS)
    talks.note(messages_in_redis.say("first"))
    first_end = client.pexpiretime(talks_in_redis.talks_of(ALICE))
    last = messages_in_redis.say("second")
    talks.note(last)
    assert client.pexpiretime(talks_in_redis.talks_of(ALICE)) == first_end > last.id.ms + RETENTION_MS
    client.close()


def test_a_talk_begins_anew_at_once_in_a_redis_that_lost_its_memory(
    messages_in_redis: Store, redis_url: str
) -> None:
    client = connect(redis_url)
    talks = RedisTalkRepository(client, RETENTION_MS)
    for body in ("noted a moment ago", "noted again"):
        client.flushdb()
        receipt = messages_in_redis.messages.add(Composed(TALK, BOB, body, body.replace(" ", "-")))
        assert receipt.first
        talks.note(receipt.message, receipt.first)
        assert [talk.other_id for talk in talks.of(ALICE)] == [BOB]
    client.close()


def test_nothing_of_a_talk_is_left_in_redis(in_redis: Stage, redis_url: str) -> None:
    in_redis.say("short-lived", BOB)
    in_redis.talks.read(TALK, ALICE, in_redis.store.messages.latest(TALK, 1)[0].id)
    client = connect(redis_url)
    assert {"felchat:talks:1", "felchat:talks:2"} <= set(client.scan_iter("felchat:*"))
    in_redis.store.pass_ms(RETENTION_MS * 5 // 4)
    assert list(client.scan_iter("felchat:*")) == []


def test_what_is_sent_again_by_another_process_does_not_bring_its_talk_down(
    in_redis: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A property test found it; where there are more talks than are listed, it went from the list."""
    assert isinstance(in_redis.talks, RedisTalkRepository)
    monkeypatch.setattr(talks_in_redis, "MOST_TALKS", 1)
    in_redis.say("one")
    in_redis.say("two", MALLORY, OTHER_TALK)
    in_redis.say("three")
    sent_again = in_redis.store.messages.latest(TALK, 2)[0]
    assert isinstance(sent_again, Message)
    RedisTalkRepository(in_redis.talks.redis, RETENTION_MS).note(sent_again)
    assert [talk.other_id for talk in in_redis.talks.of(ALICE)] == [BOB]
