"""Open sockets while Redis or PostgreSQL is away: what is said is not lost, and kept in the order said."""

from tests.integration.conftest import Cast
from tests.integration.outages.site import Site, database_away, redis_away


def test_an_open_socket_lives_through_a_restart_of_redis(site: Site, cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        alices.until("Live")
        bobs.until("Live")
        with redis_away(site):
            alices.say("not lost", "retry me")
            assert "cannot reach its memory" in alices.until("retry me")
        alices.say("not lost", "retry me")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "not lost"


def test_what_was_said_while_redis_was_away_comes_before_what_is_said_after(site: Site, cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        alices.until("Live")
        bobs.until("Live")
        with redis_away(site):
            alices.say("first", "first")
            alices.until("Not sent yet")
        alices.say("second", "second")
        alices.say("first", "first")  # as the page does, five seconds after it was told
        assert [said.body for said in bobs.messages(2)] == ["first", "second"]


def test_a_socket_that_opens_while_redis_is_away_is_told_to_come_back(site: Site, cast: Cast) -> None:
    with redis_away(site), cast.alice.socket(f"other_user={cast.bob.id}") as line:
        assert line.close_code() == 1013


def test_a_socket_that_opens_while_the_database_is_away_is_told_to_come_back(site: Site, cast: Cast) -> None:
    with database_away(site), cast.alice.socket(f"other_user={cast.bob.id}") as line:
        assert line.close_code() == 1013


def test_who_talks_already_talks_on_without_the_database(site: Site, cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        alices.say("hello")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "hello"
        with database_away(site):
            alices.say("no SQL on this way")
            assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "no SQL on this way"
