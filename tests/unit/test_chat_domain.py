"""What may be said, what a frame may be, and what a message's id tells."""

import json

import pytest

from felchat.chat.domain import (
    BadNonce,
    Composed,
    ControlCharacters,
    Conversation,
    Empty,
    TooLong,
    WithOneself,
    compose,
)
from felchat.chat.frames import Read, Say, Sync, Typing, UnknownFrame, parse
from felchat.chat.message_id import MessageId
from felchat.domain import Refusal

TALK = Conversation.between(2, 1)


def composed(body: str, nonce: str = "n", limit: int = 1000) -> Composed:
    return compose(TALK, 1, body, nonce, limit)


def test_a_conversation_is_the_same_whoever_looks() -> None:
    assert Conversation.between(1, 2) == TALK
    assert TALK.people == (1, 2)


def test_nobody_talks_with_themselves() -> None:
    with pytest.raises(WithOneself):
        Conversation.between(1, 1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  hello \n", "hello"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("привет 👩‍👩‍👧 שלום", "привет 👩‍👩‍👧 שלום"),
        ("\u202eright to left\u202c", "\u202eright to left\u202c"),
        ("e" + "\u0301" * 999, "e" + "\u0301" * 999),
        ('{"type": "sync"}', '{"type": "sync"}'),
        ("<b hx-get=/>", "<b hx-get=/>"),
        ("x" * 1000, "x" * 1000),
    ],
)
def test_a_message_is_trimmed_and_otherwise_kept_as_it_is(typed: str, kept: str) -> None:
    assert composed(typed).body == kept


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", Empty),
        (" \n\t\u00a0\u2003 ", Empty),
        ("x" * 1001, TooLong),
        ("a\x00b", ControlCharacters),
        ("a\x1b[31mb", ControlCharacters),
        ("a\tb", ControlCharacters),
        ("a\x7fb", ControlCharacters),
        ("a\x85b", ControlCharacters),
        ("a\ud800b", ControlCharacters),
    ],
)
def test_a_message_that_breaks_a_rule_is_refused(typed: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        composed(typed)


@pytest.mark.parametrize("nonce", ["", "x" * 65, "a\nb", "\ud800", "a\x00"])
def test_a_nonce_that_is_none_is_refused(nonce: str) -> None:
    with pytest.raises(BadNonce):
        composed("hello", nonce)


def test_the_limit_counts_characters_and_not_bytes() -> None:
    assert composed("жы" * 5, limit=10).body == "жы" * 5
    with pytest.raises(TooLong) as refusal:
        composed("жы" * 5 + "!", limit=10)
    assert refusal.value.limit == 10


@pytest.mark.parametrize("text", ["1732380000000-0", "1-15"])
def test_an_id_is_read_as_it_is_written(text: str) -> None:
    assert str(MessageId.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "1", "-", "1-", "-1", "a-b", "1-2-3", "1-2\n", "+", "9" * 40 + "-1", "\uff11-\uff11"]
)
def test_what_is_no_id_is_none(text: str) -> None:
    assert MessageId.parse(text) is None


def test_ids_are_ordered_as_numbers() -> None:
    assert MessageId(9, 99) < MessageId(10, 0) < MessageId(10, 1)


@pytest.mark.parametrize(
    ("frame", "meaning"),
    [
        ({"body": '{"type": "typing"}', "nonce": "n"}, Say('{"type": "typing"}', "n")),
        ({"type": "message", "body": '["a"]', "nonce": "n"}, Say('["a"]', "n")),
        ({"body": "hello", "nonce": "n", "headers": {"HX-Request": "true"}, "more": [1]}, Say("hello", "n")),
        ({"type": "sync", "last": "5-1"}, Sync(MessageId(5, 1))),
        ({"type": "sync", "last": ""}, Sync(None)),
        ({"type": "sync", "last": "nonsense"}, Sync(None)),
        ({"type": "typing"}, Typing()),
        ({"type": "read", "last": "5-1"}, Read(MessageId(5, 1))),
    ],
)
def test_a_frame_of_the_contract_is_understood(frame: dict[str, object], meaning: object) -> None:
    """Original fault C14."""
    assert parse(json.dumps(frame)) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "null",
        "1",
        '"text"',
        "{}",
        "{",
        '{"type": "message"}',
        '{"type": "message", "body": "no nonce"}',
        '{"type": "message", "body": 1, "nonce": "n"}',
        '{"type": "message", "body": ["a", "b"], "nonce": "n"}',
        '{"type": "message", "body": null, "nonce": "n"}',
        '{"type": "message", "body": "b", "nonce": 7}',
        '{"type": "sync"}',
        '{"type": "sync", "last": 5}',
        '{"type": "read"}',
        '{"type": "unheard of", "body": "b", "nonce": "n"}',
        '{"type": null, "body": "b", "nonce": "n"}',
        "[" * 60_000,
        '{"body": "b", "nonce": "n", "x": ' + "9" * 5000 + "}",
    ],
)
def test_any_other_frame_is_unknown(text: str) -> None:
    with pytest.raises(UnknownFrame):
        parse(text)
