"""Whatever is asked of Redis is in one slot, so that a cluster can answer it.

The Redis of these suites is a cluster of one: each test of a script that is run here says so.
"""

from pathlib import Path

import pytest
from redis import exceptions

from felchat.chat.domain import Conversation
from felchat.chat.redis_keys import blocks_of, budget_of, nonce_of, stream_of
from felchat.chat.scripts import SCRIPTS
from felchat.redis_connection import connect

TALK = Conversation(1, 2)
IN_TWO_SLOTS = [stream_of(TALK), budget_of(1)]
IN_ONE = [stream_of(TALK), nonce_of(TALK, 1, "nonce"), blocks_of(TALK)]


def test_what_is_in_two_slots_is_refused_here_and_what_is_in_one_is_not(redis_url: str) -> None:
    client = connect(redis_url)
    with pytest.raises(exceptions.ClusterCrossSlotError):
        client.eval("return 1", 2, *IN_TWO_SLOTS)
    assert client.eval("return 1", 3, *IN_ONE) == 1
    client.close()


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.lua")), ids=lambda path: path.stem)
def test_no_script_makes_up_a_key_of_another_slot(script: Path) -> None:
    """Where one is put together, it begins with one that was given."""
    assert "felchat:" not in script.read_text(encoding="utf-8")
