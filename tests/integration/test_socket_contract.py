"""The live socket, by its contract only, across two workers."""

import pytest
from websockets.exceptions import InvalidStatus

from tests.integration.conftest import Cast
from tests.integration.person import Line, Person


def test_what_is_said_reaches_both_in_every_tab_and_not_mallory(cast: Cast) -> None:
    """Original fault O8: no test opened a socket."""
    alice, bob, mallory = cast.alice, cast.bob, cast.mallory
    with (
        alice.talking_to(bob) as phone,
        alice.talking_to(bob) as laptop,
        bob.talking_to(alice) as bobs,
        bob.talking_to(alice) as bobs_other,
        mallory.talking_to(alice) as with_alice,
        mallory.talking_to(bob) as with_bob,
        bob.talking_to(mallory) as bob_elsewhere,
    ):
        phone.say("hello <b>bob</b>")
        for own in (phone, laptop):
            said = own.messages(1)[0]
            assert (said.body, said.mine) == ("hello <b>bob</b>", True)
        for received in (bobs, bobs_other):
            said = received.messages(1)[0]
            assert (said.body, said.mine) == ("hello <b>bob</b>", False)
        for stranger in (with_alice, with_bob, bob_elsewhere):
            assert stranger.hears_nothing()


def test_both_see_the_same_order_across_workers(cast: Cast) -> None:
    """Original fault C5."""
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        for each in range(50):
            alices.say(f"alice {each}")
            bobs.say(f"bob {each}")
        seen_by_alice = [said.body for said in alices.messages(100)]
        assert seen_by_alice == [said.body for said in bobs.messages(100)]
        assert [body for body in seen_by_alice if body.startswith("alice")] == [
            f"alice {i}" for i in range(50)
        ]


def test_the_same_nonce_is_the_same_message_and_answered_as_such(cast: Cast) -> None:
    """Original fault C8."""
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        alices.say("once", "the nonce")
        first = alices.messages(1)[0]
        alices.say("once", "the nonce")
        assert alices.messages(1)[0] == first
        assert bobs.messages(1)[0].id == first.id
        assert bobs.hears_nothing()
    with alice.talking_to(bob) as again:
        assert [said.id for said in again.messages(1)] == [first.id]
        again.say("once", "the nonce")
        assert again.messages(1)[0] == first


def test_a_nonce_is_its_senders_own(cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        alices.say("alice's", "same")
        alices.messages(1)
        bobs.say("bob's", "same")
        assert [said.body for said in bobs.messages(2)] == ["alice's", "bob's"]


def test_a_page_is_brought_what_is_newer_than_it_shows(cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices:
        for each in "abc":
            alices.say(each)
        said = alices.messages(3)
    with bob.talking_to(alice, last=said[0].id) as bobs:
        assert [each.body for each in bobs.messages(2)] == ["b", "c"]
        assert bobs.hears_nothing()


def test_a_page_that_says_nothing_for_a_second_is_brought_everything(cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices:
        alices.say("hello")
        alices.messages(1)
    with bob.socket(f"user_id={bob.id}&other_user={alice.id}") as bobs:
        assert bobs.messages(1)[0].body == "hello"


def test_an_empty_user_id_is_one_that_is_left_out(cast: Cast) -> None:
    with cast.bob.socket(f"user_id=&other_user={cast.alice.id}") as bobs:
        assert bobs.until("Live")


def test_line_breaks_stay_and_links_become_links(cast: Cast) -> None:
    with cast.alice.talking_to(cast.bob) as alices:
        alices.say("one\r\ntwo https://example.org/?a=1&b=2")
        frame = alices.until("<article")
        assert (
            'one\ntwo <a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer nofollow"' in frame
        )


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


UNREADABLE = [
    '{"body": "", "nonce": "\\ud800"}',
    '{"body": "hello", "nonce": ""}',
    "",
    "hello",
    "[]",
    "null",
    "{}",
    '{"type": "message"}',
    '{"body": 1, "nonce": "n"}',
    "{" * 1000,
]


@pytest.mark.parametrize("frame", UNREADABLE)
def test_a_frame_that_cannot_be_read_gets_a_notice_and_harms_nobody(cast: Cast, frame: str) -> None:
    with cast.alice.talking_to(cast.bob) as alices, cast.bob.talking_to(cast.alice) as bobs:
        alices.until("Live")
        alices.socket.send(frame)
        assert 'id="notice"' in alices.frame()
        alices.say("still talking")
        assert alices.messages(1)[0].body == bobs.messages(1)[0].body == "still talking"


@pytest.mark.parametrize(
    ("body", "advice"),
    [
        ("", "write something"),
        (" \n ", "write something"),
        ("x" * 1001, "at most 1000"),
        ("a\x00b", "cannot be shown"),
    ],
)
def test_a_message_that_breaks_a_rule_gets_a_notice_and_is_not_stored(
    cast: Cast, body: str, advice: str
) -> None:
    with cast.alice.talking_to(cast.bob) as alices, cast.bob.talking_to(cast.alice) as bobs:
        alices.until("Live")
        alices.say(body)
        assert advice in alices.frame()
        assert bobs.hears_nothing(0.2)


def closes(line: Line, frame: str | bytes) -> int | None:
    line.until("Live")
    line.socket.send(frame)
    return line.close_code()


@pytest.mark.parametrize(
    ("frame", "code"),
    [(b"bytes", 1003), ("x" * 65_537, 1009), ("жы" * 20_000, 1009), ("x" * 1_000_000, 1009)],
)
def test_a_frame_of_the_wrong_kind_closes_its_socket_and_no_other(cast: Cast, frame: str, code: int) -> None:
    with cast.alice.talking_to(cast.bob) as alices, cast.bob.talking_to(cast.alice) as bobs:
        bobs.until("Live")
        assert closes(alices, frame) == code
        bobs.say("still talking")
        assert bobs.messages(1)[0].body == "still talking"


def test_typing_and_reading_are_taken_without_a_word(cast: Cast) -> None:
    with cast.alice.talking_to(cast.bob) as alices:
        alices.until("Live")
        alices.send(type="typing")
        alices.send(type="read", last="1-1")
        assert alices.hears_nothing(0.3)
