"""Whatever ends a session on the profile closes its sockets at once, in both workers."""

from contextlib import ExitStack
from time import monotonic

import pytest

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
        else:
            own.say("still here")
            assert bobs.messages(1)[0].body == "still here"
    assert laptop.ask("/users/").status == 303
