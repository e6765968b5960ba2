"""What the live socket takes and what it refuses, frame by frame, by its contract only."""

import pytest

from tests.integration.conftest import Cast
from tests.integration.line import Line

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
        ("x" * 1001, "at most 1,000"),
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
