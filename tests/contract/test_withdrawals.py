"""What every store promises of messages that are taken back, asked of each."""

import pytest

from felchat.chat.domain import NoSuchMessage, Withdrawn
from felchat.chat.entries import TakenBack
from felchat.chat.message_id import MessageId
from tests.contract.message_stores import ALICE, BOB, MALLORY, OTHER_TALK, RETENTION_MS, TALK, bodies
from tests.contract.withdrawal_stages import Stage


def test_a_message_that_is_taken_back_is_gone_and_the_others_stay(stage: Stage) -> None:
    stage.say("one")
    secret = stage.say("a secret")
    stage.say("three", BOB)
    stage.take_back(secret)
    assert stage.left() == ["one", "three"]


@pytest.mark.parametrize("who", [BOB, MALLORY])
def test_nobody_takes_back_what_alice_said(stage: Stage, who: int) -> None:
    said = stage.say("alice's")
    with pytest.raises(NoSuchMessage):
        stage.withdrawals.take_back(TALK, who, said.id)
    with pytest.raises(NoSuchMessage):
        stage.withdrawals.take_back(OTHER_TALK, ALICE, said.id)
    assert stage.left() == ["alice's"]


def test_what_is_not_there_cannot_be_taken_back(stage: Stage) -> None:
    said = stage.say("short-lived")
    for never in (MessageId(0, 0), MessageId(1, 1), MessageId(10**14, 7)):
        with pytest.raises(NoSuchMessage):
            stage.withdrawals.take_back(TALK, ALICE, never)
    stage.store.pass_ms(RETENTION_MS * 5 // 4)
    with pytest.raises(NoSuchMessage):
        stage.take_back(said)


def test_a_message_is_taken_back_once(stage: Stage) -> None:
    said = stage.say("once")
    stage.take_back(said)
    (entry,) = stage.store.messages.after(TALK, None, 10)
    with pytest.raises(NoSuchMessage):
        stage.take_back(said)
    with pytest.raises(NoSuchMessage):
        stage.withdrawals.take_back(TALK, ALICE, entry.id)
    assert stage.store.messages.after(TALK, None, 10) == [entry]


def test_what_was_taken_back_does_not_come_back_by_its_nonce(stage: Stage) -> None:
    stage.take_back(stage.say("a secret", nonce="same"))
    with pytest.raises(Withdrawn):
        stage.say("a secret", nonce="same")
    assert stage.left() == []
    stage.store.pass_ms(RETENTION_MS * 5 // 4)
    stage.say("much later", nonce="same")


def test_who_catches_up_hears_what_is_gone_in_its_order(stage: Stage) -> None:
    one, two = stage.say("one"), stage.say("two")
    stage.take_back(two)
    three = stage.say("three", BOB)
    first, word, last = stage.store.messages.after(TALK, None, 10)
    assert (first, last) == (one, three)
    assert word == TakenBack(word.id, TALK, two.id)
    assert one.id < two.id < word.id < three.id
    assert stage.store.messages.after(TALK, two.id, 10) == [word, three]


def test_what_is_gone_takes_no_place_on_a_page(stage: Stage) -> None:
    said = [stage.say(str(each)) for each in range(8)]
    for each in said[2:6]:
        stage.take_back(each)
    messages = stage.store.messages
    assert bodies(messages.latest(TALK, 3)) == ["1", "6", "7"]
    assert bodies(messages.before(TALK, said[7].id, 2)) == ["1", "6"]
    assert bodies(messages.before(TALK, said[6].id, 9)) == ["0", "1"]
