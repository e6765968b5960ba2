"""What becomes in Redis of the conversations of somebody who leaves; in memory see the commands' tests."""

from felchat.chat.domain import Composed, Conversation
from felchat.chat.housekeeping import Tally
from felchat.chat.housekeeping_in_redis import RedisHousekeeping
from felchat.chat.in_redis import RedisMessageRepository
from felchat.chat.leaving import ForgottenTalks
from felchat.chat.memory_mailroom import InMemoryMailroom
from felchat.chat.repositories import MOST_TALKS
from felchat.chat.talks_in_redis import RedisTalkRepository
from felchat.redis_connection import connect
from tests.contract.message_stores import ALICE, BOB, MALLORY, Blocks, forget_all

LONG = 60_000


def test_all_conversations_of_who_leaves_are_forgotten_and_no_others(redis_url: str) -> None:
    client = connect(redis_url)
    forget_all(client)
    messages = RedisMessageRepository(client, LONG, Blocks().terms)
    talks, housekeeping = (
        RedisTalkRepository(client, LONG),
        RedisHousekeeping(client, InMemoryMailroom(), LONG),
    )
    crowd = range(10, 10 + MOST_TALKS + 1)
    pairs = [Conversation.between(ALICE, each) for each in crowd] + [Conversation.between(BOB, MALLORY)]
    for pair in pairs:
        talks.note(messages.add(Composed(pair, pair.lower, "hello", "nonce")).message)
    leaving = ForgottenTalks(talks, housekeeping)
    leaving.person_left(ALICE)
    leaving.person_left(ALICE)
    assert housekeeping.tally() == Tally(conversations=1, messages=1)
    assert talks.of(ALICE) == []
    assert len(talks.of(BOB)) == 1
    client.close()
