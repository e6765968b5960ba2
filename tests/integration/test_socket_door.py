"""Who may open the live socket, and how long it is theirs, by its contract only."""

import pytest
from websockets.exceptions import InvalidStatus

from tests.integration.conftest import Cast
from tests.integration.person import Person


def test_an_empty_user_id_is_one_that_is_left_out(cast: Cast) -> None:
    with cast.bob.socket(f"user_id=&other_user={cast.alice.id}") as bobs:
        assert bobs.until("Live")


STRANGERS = [
    ("other_user={bob}&user_id={bob}", 4002),
    ("other_user={bob}&user_id=0", 4002),
    ("", 4003),
    ("user_id={alice}", 4003),
    ("other_user=", 4003),
    ("other_user={alice}", 4004),
    ("other_user=0", 4004),
    ("other_user=-1", 4004),
    ("other_user=999999999", 4004),
    ("other_user=99999999999999999999999", 4004),
    ("other_user=bob", 4004),
    ("user_id=0&other_user=1", 4002),
]


@pytest.mark.parametrize(("query", "code"), STRANGERS)
def test_a_socket_that_may_not_be_is_closed_with_its_code(cast: Cast, query: str, code: int) -> None:
    """Original faults C9 and C10."""
    with cast.alice.socket(query.format(alice=cast.alice.id, bob=cast.bob.id)) as line:
        assert line.close_code() == code


def test_without_a_session_there_is_no_socket(cast: Cast) -> None:
    """Original faults S1 and S2: a number in a cookie or in the address was the whole sign-in."""
    stranger = Person(cast.alice.site)
    query = f"user_id={cast.alice.id}&other_user={cast.bob.id}"
    with stranger.socket(query) as line:
        assert line.close_code() == 4001


@pytest.mark.parametrize(
    "origin",
    [None, "null", "https://evil.example", "{site}.evil.example", "http://127.0.0.1", "http://127.0.0.1:1"],
)
def test_a_handshake_of_another_origin_is_refused_before_the_upgrade(cast: Cast, origin: str | None) -> None:
    origin = origin and origin.format(site=cast.alice.site)
    with pytest.raises(InvalidStatus) as refused, cast.alice.socket(f"other_user={cast.bob.id}", origin):
        pass
    assert refused.value.response.status_code == 403


def test_signing_out_closes_that_sessions_sockets_and_no_others(cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    elsewhere = Person(alice.site, alice.name, alice.id)
    fields = {"username": alice.name, "password": "correct horse battery"}
    assert elsewhere.submit("/users/login", **fields).status == 303
    with (
        alice.talking_to(bob) as one,
        alice.talking_to(bob) as two,
        elsewhere.talking_to(bob) as three,
        bob.talking_to(alice) as bobs,
    ):
        for line in (one, two, three, bobs):
            line.until("Live")
        alice.submit("/users/", "/users/logout")
        assert (one.close_code(), two.close_code()) == (4001, 4001)
        three.say("still here")
        assert three.messages(1)[0].body == bobs.messages(1)[0].body == "still here"


def test_a_copied_cookie_opens_nothing_after_the_sign_out(cast: Cast) -> None:
    """Original fault S14."""
    thief = Person(cast.alice.site, cookies=cast.alice.cookies)
    copied = cast.alice.cookie()
    cast.alice.submit("/users/", "/users/logout")
    thief.cookie = lambda: copied  # type: ignore[method-assign]
    with thief.socket(f"other_user={cast.bob.id}") as line:
        assert line.close_code() == 4001
