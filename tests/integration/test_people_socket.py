"""The live socket of a page that shows no conversation, across two workers: its door, order and counts."""

import re

import pytest
from websockets.exceptions import InvalidStatus

from felchat.chat.redis_mailroom import RedisMailroom
from felchat.people.in_redis import RedisPresence, key_of
from felchat.redis_connection import connect
from tests.integration.conftest import Cast
from tests.integration.line import Line
from tests.integration.person import Person


def marks_of(page: str) -> list[str]:
    return re.findall(r'name="row" value="([^"]+)"', page)


def looks_on(line: Line, *marks: str) -> None:
    """Say what the page lists, and wait until it is told how much there is to read."""
    line.send(type="list", row=list(marks), title="People")
    line.until("<title>")


def test_who_writes_comes_on_top_with_a_count_in_every_page_and_mallory_hears_nothing(cast: Cast) -> None:
    alice, bob, mallory = cast.alice, cast.bob, cast.mallory
    with (
        alice.looking_on() as one,
        alice.looking_on() as another,
        mallory.looking_on() as mallorys,
        bob.talking_to(alice) as bobs,
    ):
        for line in (one, another):
            looks_on(line, f"{mallory.id}:0:1:00", f"{bob.id}:0:1:00")
        looks_on(mallorys, f"{alice.id}:0:1:00", f"{bob.id}:0:1:00")
        bobs.say("hello")
        for line in (one, another):
            told = line.until("<title>")
            assert "(1) People · Felchat" in told
            assert "felchat-unread.svg" in told
            assert re.search(rf'<li id="person-{bob.id}" hx-preserve', told)
            assert marks_of(told) == [f"{bob.id}:1:1:00"]
        assert mallorys.is_silent()


def test_what_is_read_in_one_page_is_read_in_all(cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with bob.talking_to(alice) as bobs:
        bobs.say("hello")
        last = bobs.messages(1)[0].id
    with alice.looking_on() as one, alice.talking_to(bob) as other:
        other.messages(1)
        looks_on(one, f"{bob.id}:1:1:00")
        other.send(type="read", last=last)
        told = one.until("<title>")
        assert re.search(r"<title>\s*People · Felchat", told)
        assert marks_of(told) == [f"{bob.id}:0:1:00"]


def test_a_page_that_comes_back_is_told_what_changed_meanwhile(cast: Cast) -> None:
    alice, bob, mallory = cast.alice, cast.bob, cast.mallory
    shown = [f"{mallory.id}:0:1:00", f"{bob.id}:0:1:00"]
    with alice.looking_on() as line:
        looks_on(line, *shown)
    with bob.talking_to(alice) as bobs:
        bobs.say("while you were away")
        bobs.messages(1)
    with alice.looking_on() as line:
        line.send(type="list", row=shown, title="People")
        assert f"{bob.id}:1:1:00" in marks_of(line.until("<title>"))


def test_somebody_who_comes_is_seen_to_be_online_at_once(cast: Cast, redis_url: str) -> None:
    """The test is a process that has not seen bob yet, as the workers have."""
    with cast.alice.looking_on() as line, connect(redis_url) as redis:
        redis.delete(key_of(cast.bob.id))
        looks_on(line, f"{cast.bob.id}:0:0:00", f"{cast.mallory.id}:0:1:00")
        assert marks_of(line.frames[-1]) == []
        RedisPresence(redis, RedisMailroom(redis).person_changed).seen(cast.bob.id)
        assert marks_of(line.frame()) == [f"{cast.bob.id}:0:1:00"]


def test_without_a_session_the_page_is_sent_to_where_one_signs_in(cast: Cast) -> None:
    with Person(cast.alice.site).looking_on() as line:
        assert 'hx-get="/users/"' in line.frame()
        assert line.close_code() == 4001


def test_signing_out_closes_that_sessions_pages_and_no_others(cast: Cast) -> None:
    with cast.alice.looking_on() as line, cast.bob.looking_on() as bobs:
        looks_on(bobs, f"{cast.alice.id}:0:1:00")
        looks_on(line, f"{cast.bob.id}:0:1:00")
        cast.alice.submit("/users/", "/users/logout")
        assert 'id="live"' in line.frame()
        assert line.close_code() == 4001
        looks_on(bobs, f"{cast.alice.id}:0:1:00")


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example"])
def test_a_handshake_of_another_origin_is_refused_before_the_upgrade(cast: Cast, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused, cast.alice.looking_on(origin=origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(("frame", "code"), [(b"bytes", 1003), ("x" * 65_537, 1009)])
def test_a_frame_of_the_wrong_kind_closes_its_socket(cast: Cast, frame: str | bytes, code: int) -> None:
    with cast.alice.looking_on() as line:
        line.socket.send(frame)
        assert line.close_code() == code


def test_nothing_can_be_said_there(cast: Cast) -> None:
    with cast.alice.looking_on() as line, cast.bob.talking_to(cast.alice) as bobs:
        bobs.until("Live")
        line.say("to whom?")
        line.send(type="read", last="1-1")
        looks_on(line, f"{cast.bob.id}:0:1:00")
        assert bobs.hears_nothing(0.2)
