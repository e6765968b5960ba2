"""Whatever ends a session on the profile closes its sockets at once, in both workers."""

from contextlib import ExitStack
from time import monotonic

import pytest
from sqlalchemy import create_engine, text

from felchat.redis_connection import connect
from tests import servers
from tests.integration.conftest import Cast
from tests.integration.person import PASSWORD, Person

FORMS = {
    "revoke-others": {},
    "password": {"current_password": PASSWORD, "new_password": "a wholly different horse"},
    "delete": {"closing_password": PASSWORD},
}
TABS = 6
"""So many that both workers have some."""


@pytest.mark.parametrize("action", FORMS)
def test_the_sockets_of_a_session_that_ends_close_within_a_second(cast: Cast, action: str) -> None:
    alice, bob = cast.alice, cast.bob
    laptop = Person(alice.site, alice.name, alice.id)
    assert laptop.submit("/users/login", username=alice.name, password=PASSWORD).status == 303
    with ExitStack() as stack:
        lines = [stack.enter_context(laptop.talking_to(bob)) for _ in range(TABS)]
        own, bobs = (stack.enter_context(one.talking_to(two)) for one, two in ((alice, bob), (bob, alice)))
        for line in (*lines, own, bobs):
            line.until("Live")
        assert alice.submit("/users/profile", action=action, **FORMS[action]).status == 303
        asked = monotonic()
        assert [line.close_code() for line in lines] == [4001] * TABS
        assert monotonic() - asked < 1
        if action == "delete":
            assert own.close_code() == 4001
        elif action == "password":
            assert own.close_code() == 1012, "it is to come back with the new token"
        else:
            own.say("still here")
            assert bobs.messages(1)[0].body == "still here"
    assert laptop.ask("/users/").status == 303


def test_a_new_password_lets_ones_own_pages_come_back_and_a_copied_cookie_not(cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    thief = Person(alice.site, alice.name, alice.id)
    for cookie in alice.cookies:
        thief.cookies.set_cookie(cookie)
    with ExitStack() as stack:
        own = [stack.enter_context(alice.talking_to(bob)) for _ in range(TABS)]
        stolen = [stack.enter_context(thief.talking_to(bob)) for _ in range(TABS)]
        for line in (*own, *stolen):
            line.until("Live")
        assert alice.submit("/users/profile", action="password", **FORMS["password"]).status == 303
        asked = monotonic()
        assert [line.close_code() for line in (*own, *stolen)] == [1012] * 2 * TABS
        assert monotonic() - asked < 1
    with alice.talking_to(bob) as own_again, bob.talking_to(alice) as bobs:
        own_again.until("Live")
        own_again.say("still here")
        assert bobs.messages(1)[0].body == "still here"
    with thief.socket(f"other_user={bob.id}") as stolen_again:
        assert stolen_again.close_code() == 4001


def test_sessions_that_ended_unheard_or_by_themselves_close_their_pages_too(
    site: servers.Felchat, cast: Cast
) -> None:
    """Nobody is told of either; each page asks twice a minute, and at once when it may have missed a word."""
    alice, bob, mallory = cast.alice, cast.bob, cast.mallory
    with ExitStack() as stack:
        lines = [stack.enter_context(one.talking_to(bob)) for one in (alice, mallory) for _ in range(TABS)]
        bobs = stack.enter_context(bob.talking_to(alice))
        for line in (*lines, bobs):
            line.until("Live")
        with create_engine(site.settings["DATABASE_URL"]).begin() as database:
            old = text("UPDATE sessions SET created_at = created_at - interval '8 days' WHERE user_id = :id")
            database.execute(old, {"id": alice.id})
            database.execute(text("DELETE FROM sessions WHERE user_id = :id"), {"id": mallory.id})
        connect(site.settings["REDIS_URL"]).execute_command("CLIENT", "KILL", "TYPE", "pubsub")
        assert [line.close_code() for line in lines] == [4001] * 2 * TABS
        bobs.say("still here")
        assert bobs.messages(1)[0].body == "still here"
    assert alice.ask("/users/").status == 303


def test_whom_the_operator_disables_is_out_everywhere_at_once_and_nobody_else(
    site: servers.Felchat, cast: Cast
) -> None:
    alice, bob, mallory = cast.alice, cast.bob, cast.mallory
    with ExitStack() as stack:
        mallorys = [stack.enter_context(mallory.talking_to(bob)) for _ in range(TABS)]
        own, bobs = (stack.enter_context(one.talking_to(two)) for one, two in ((alice, bob), (bob, alice)))
        for line in (*mallorys, own, bobs):
            line.until("Live")
        servers.flask("users", "disable", mallory.name, **site.settings)
        asked = monotonic()
        assert [line.close_code() for line in mallorys] == [4001] * TABS
        assert monotonic() - asked < 1
        own.say("still here")
        assert bobs.messages(1)[0].body == "still here"
    assert mallory.ask("/users/").status == 303
    assert mallory.ask("/api/v1/users/me").status == 401
