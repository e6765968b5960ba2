"""What every keeper of drafts promises, asked of each."""

import pytest

from felchat.chat.draft_repository import MOST_COMPOSERS, Draft
from felchat.chat.drafts_in_redis import RedisDraftRepository
from felchat.domain import StorageAway
from felchat.redis_connection import connect
from tests.contract.draft_stores import Desk
from tests.contract.message_stores import ALICE, BOB, MALLORY, OTHER_TALK, RETENTION_MS, TALK


def test_what_was_typed_last_is_found_again_as_it_was(desk: Desk) -> None:
    assert desk.typed() == ""
    for body in ("hel", "hello", ' "привет"\\ / \N{GRINNING FACE}\x07 '):
        desk.type(body)
        assert desk.typed() == body
        assert desk.typed() == body


def test_a_draft_is_its_owners_and_of_one_conversation(desk: Desk) -> None:
    desk.type("to bob")
    desk.type("to mallory", talk=OTHER_TALK)
    desk.type("to alice", owner=BOB)
    assert (desk.typed(), desk.typed(talk=OTHER_TALK)) == ("to bob", "to mallory")
    assert (desk.typed(owner=BOB), desk.typed(owner=MALLORY, talk=OTHER_TALK)) == ("to alice", "")


def test_emptying_the_box_removes_what_stood_in_it_and_nothing_else(desk: Desk) -> None:
    desk.type("", nonce="an empty page")
    desk.type("hello", nonce="laptop")
    desk.type("", nonce="an empty page")
    assert desk.typed(nonce="phone") == "hello"
    desk.type("", nonce="phone")
    assert desk.typed() == ""
    desk.type("anew", nonce="laptop")
    desk.type("", nonce="laptop")
    assert desk.typed() == ""


def test_what_was_sent_is_no_draft_and_no_late_save_makes_it_one(desk: Desk) -> None:
    desk.type("hel", nonce="laptop")
    desk.send("hello", nonce="laptop")
    assert desk.typed() == ""
    desk.type("hello", nonce="laptop")
    assert desk.typed() == ""
    desk.type("hello", nonce="laptop-2")
    assert desk.typed() == "hello"


def test_a_late_save_leaves_alone_what_is_typed_meanwhile(desk: Desk) -> None:
    desk.send("one", nonce="1")
    desk.type("two", nonce="2")
    desk.type("one", nonce="1")
    assert desk.typed() == "two"


def test_sending_one_message_leaves_the_draft_of_the_next(desk: Desk) -> None:
    desk.type("one", nonce="1")
    desk.type("two", nonce="2")
    desk.send("one", nonce="1")
    assert desk.typed() == "two"


@pytest.mark.parametrize("sender", ["laptop", "phone", "tablet"])
def test_from_wherever_it_stands_it_is_sent_for_all(desk: Desk, sender: str) -> None:
    desk.type("hel", nonce="laptop")
    for nonce in ("phone", "tablet"):
        assert desk.typed(nonce=nonce) == "hel"
    desk.send("hello", nonce=sender)
    assert desk.typed() == ""


def test_somebody_elses_message_of_the_same_nonce_is_another(desk: Desk) -> None:
    desk.type("hello", nonce="same")
    desk.send("hi", nonce="same", owner=BOB)
    desk.type("hello there", nonce="same")
    assert desk.typed() == "hello there"


@pytest.mark.parametrize("sender", ["laptop", f"page {MOST_COMPOSERS}"])
def test_however_often_it_is_looked_at_it_is_known_where_it_was_typed_and_seen_last(
    desk: Desk, sender: str
) -> None:
    desk.type("hel", nonce="laptop")
    for number in range(MOST_COMPOSERS + 1):
        desk.typed(nonce=f"page {number}")
    assert desk.drafts.of(ALICE) == [Draft(TALK, ALICE, "hel", f"page {MOST_COMPOSERS}")]
    desk.send("hello", nonce=sender)
    assert desk.typed() == ""


def test_a_draft_lives_as_long_as_a_message_from_when_it_was_changed_last(desk: Desk) -> None:
    desk.type("hel")
    desk.store.pass_ms(RETENTION_MS * 3 // 5)
    desk.type("hello")
    desk.store.pass_ms(RETENTION_MS * 3 // 5)
    assert desk.typed() == "hello"  # which makes it live no longer
    desk.store.pass_ms(RETENTION_MS * 3 // 5)
    assert desk.typed() == ""
    assert desk.drafts.of(ALICE) == []


def test_all_that_somebody_typed_is_listed_and_forgotten_and_nobody_elses(desk: Desk) -> None:
    desk.type("to bob")
    desk.type("to mallory", talk=OTHER_TALK)
    desk.type("to alice", owner=BOB)
    listed = {(each.to, each.body) for each in desk.drafts.of(ALICE)}
    assert listed == {(BOB, "to bob"), (MALLORY, "to mallory")}
    desk.send("to bob", nonce="n")
    assert [each.to for each in desk.drafts.of(ALICE)] == [MALLORY]
    desk.drafts.forget(ALICE)
    assert desk.drafts.of(ALICE) == []
    assert (desk.typed(talk=OTHER_TALK), desk.typed(owner=BOB)) == ("", "to alice")
    assert [each.to for each in desk.drafts.of(BOB)] == [ALICE]


def test_nothing_of_a_draft_is_left_in_redis(desk_in_redis: Desk, redis_url: str) -> None:
    desk_in_redis.type("short-lived")
    desk_in_redis.typed()
    client = connect(redis_url)
    assert set(client.scan_iter("felchat:*")) == {"felchat:{1:2}:draft:1", "felchat:drafts:1"}
    desk_in_redis.store.pass_ms(RETENTION_MS * 5 // 4)
    assert list(client.scan_iter("felchat:*")) == []
    client.close()


def test_a_redis_that_is_away_is_said_to_be() -> None:
    drafts = RedisDraftRepository(connect("unix:///nowhere/redis.sock"), RETENTION_MS)
    with pytest.raises(StorageAway):
        drafts.keep(Draft(TALK, ALICE, "hello", "n"))
    with pytest.raises(StorageAway):
        drafts.open_in(TALK, ALICE, "n")
    for question in (drafts.of, drafts.forget):
        with pytest.raises(StorageAway):
            question(ALICE)
