"""What every message store promises of who is gone: from then on nothing is kept."""

import pytest

from felchat.chat.domain import Blocked
from felchat.people.domain import NoSuchPerson
from tests.contract.message_stores import ALICE, BOB, MALLORY, OTHER_TALK, RETENTION_MS, TALK, Store, bodies


@pytest.mark.parametrize("who", [ALICE, BOB])
def test_nothing_passes_to_or_from_who_is_gone_though_the_store_knew_them(store: Store, who: int) -> None:
    store.say("before")
    store.blocks.gone = {who}
    store.messages.person_changed(who)
    for sender in (ALICE, BOB):
        with pytest.raises(NoSuchPerson):
            store.say("after", sender)
    assert bodies(store.messages.latest(TALK, 10)) == ["before"]


def test_who_comes_back_can_be_written_to_at_once(store: Store) -> None:
    store.blocks.gone = {BOB}
    store.messages.person_changed(BOB)
    with pytest.raises(NoSuchPerson):
        store.say("too early")
    store.blocks.gone = set()
    store.messages.person_changed(BOB)
    store.say("welcome back")


def test_mallory_is_written_to_though_bob_is_gone(store: Store) -> None:
    store.blocks.gone = {BOB}
    store.messages.person_changed(BOB)
    store.say("to mallory", talk=OTHER_TALK)


def test_a_block_counts_after_who_made_it_was_away(store: Store) -> None:
    store.say("before")
    store.messages.person_changed(MALLORY)
    store.messages.person_changed(ALICE)
    store.say("still there")
    with store.messages.blocks_changing(TALK):
        store.blocks.by = {ALICE}
    with pytest.raises(Blocked):
        store.say("too late")


def test_who_goes_while_the_database_is_asked_is_not_missed(messages_in_redis: Store) -> None:
    """What the database said before is not believed, nor remembered, after it."""
    store = messages_in_redis

    def bob_goes() -> None:
        store.blocks.meanwhile = lambda: None
        store.blocks.gone = {BOB}
        store.messages.person_changed(BOB)

    store.blocks.meanwhile = bob_goes
    for _ in range(2):
        with pytest.raises(NoSuchPerson):
            store.say("too late")


def test_what_was_known_is_forgotten_before_the_change_is(messages_in_redis: Store) -> None:
    store = messages_in_redis
    store.say("before")
    store.blocks.gone = {BOB}
    store.messages.person_changed(BOB)
    store.pass_ms(RETENTION_MS + 100)
    with pytest.raises(NoSuchPerson):
        store.say("long after")
