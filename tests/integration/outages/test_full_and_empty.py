"""A Redis that takes no writes, and one that lost its memory."""

import pytest

from tests.integration.conftest import Cast
from tests.integration.outages.site import Away, Site, redis_away, redis_full, redis_read_only


@pytest.mark.parametrize("no_room", [redis_full, redis_read_only])
def test_while_redis_takes_no_writes_what_was_said_can_be_read_and_nothing_is_lost(
    site: Site, cast: Cast, no_room: Away
) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        bobs.until("Live")
        alices.say("before")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "before"
        bob.submit(
            f"/chat?user={alice.id}", f"/chat/draft?user={alice.id}", body="begun", nonce=f"{'b' * 24}-1"
        )
        with no_room(site):
            assert site.ready()[1] == {"database": "ok", "message store": "away"}
            alices.say("not lost", "say me again")
            assert "cannot reach its memory" in alices.until("say me again")
            page = bob.ask(f"/chat?user={alice.id}").text
            assert "before" in page
            assert 'value="begun"' in page
        alices.say("not lost", "say me again")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "not lost"


def test_a_redis_that_lost_its_memory_is_an_empty_conversation(site: Site, cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        bobs.until("Live")
        alices.say("forgotten")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "forgotten"
        with redis_away(site):  # it keeps nothing
            pass
        page = alice.ask(f"/chat?user={bob.id}")
        assert page.status == 200
        assert "forgotten" not in page.text
        alices.say("begun anew")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "begun anew"
