"""A live socket: whole messages, no endless reading, nothing lost, a last word that arrives."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread
from time import monotonic, sleep

import pytest
from websockets.frames import Frame, Opcode

from felchat.chat import reading
from felchat.chat.handshake import prepare
from felchat.chat.live_socket import LiveSocket
from felchat.chat.writing import Gone, frame_of


@dataclass
class Pair:
    """A socket that the server holds, and its peer's end."""

    ours: socket.socket
    live: LiveSocket
    theirs: socket.socket

    def say(self, *frames: Frame) -> None:
        """The peer says all of that in one piece."""
        self.theirs.sendall(b"".join(frame.serialize(mask=True) for frame in frames))

    def leave(self) -> bytes:
        """The peer goes, and what it had not read is returned."""
        self.theirs.shutdown(socket.SHUT_WR)
        found = b""
        while piece := self.theirs.recv(65_536):
            found += piece
        return found


def text(said: str) -> Frame:
    return Frame(Opcode.TEXT, said.encode())


def close(code: int) -> Frame:
    return Frame(Opcode.CLOSE, code.to_bytes(2, "big"))


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    theirs.settimeout(10)
    yield Pair(ours, LiveSocket(ours), theirs)
    ours.close()
    theirs.close()


def test_messages_of_many_writers_arrive_whole_though_the_reader_is_slow(pair: Pair) -> None:
    """The fault of simple-websocket 1.1: half a frame, and then another's."""
    said = [chr(65 + each) * 300_000 for each in range(8)]
    writers = [Thread(target=pair.live.tell, args=(each,)) for each in said]
    for writer in writers:
        writer.start()
    sleep(0.05)
    found, whole = b"", len(frame_of(said[0]))
    while len(found) < len(said) * whole:
        found += pair.theirs.recv(65_536)
    assert sorted(found[at : at + whole] for at in range(0, len(found), whole)) == [*map(frame_of, said)]


def test_what_is_told_at_once_waits_for_nobody_and_is_finished_before_anything_else(pair: Pair) -> None:
    long = "x" * 5_000_000
    assert pair.live.tell_at_once(frame_of(long))
    assert not pair.live.is_free
    assert not pair.live.tell_at_once(frame_of("not yet"))
    writer = Thread(target=pair.live.tell, args=("behind it",))
    writer.start()
    expected = frame_of(long) + frame_of("behind it")
    found = b""
    while len(found) < len(expected):
        found += pair.theirs.recv(65_536)
    assert found == expected
    writer.join(5)
    assert pair.live.is_free


def test_parts_become_one_message_and_what_comes_between_them_is_answered(pair: Pair) -> None:
    pair.say(
        Frame(Opcode.TEXT, b"hel", fin=False),
        Frame(Opcode.PING, b"there?"),
        Frame(Opcode.CONT, b"lo"),
        text("bob"),
    )
    assert [pair.live.hear(), pair.live.hear()] == ["hello", "bob"]
    assert pair.theirs.recv(100) == Frame(Opcode.PONG, b"there?").serialize(mask=False)


def test_what_was_said_right_before_the_peer_closed_is_heard(pair: Pair) -> None:
    pair.say(text("and I am off"), close(1001))
    assert pair.live.hear() == "and I am off"
    with pytest.raises(Gone):
        pair.live.hear()


def test_what_is_left_of_it_can_be_finished_by_itself(pair: Pair) -> None:
    long = frame_of("x" * 5_000_000)
    pair.live.tell_at_once(long)
    writer = Thread(target=pair.live.finish)
    writer.start()
    found = b""
    while len(found) < len(long):
        found += pair.theirs.recv(65_536)
    assert found == long
    writer.join(5)


def test_nothing_is_heard_after_our_own_last_word(pair: Pair) -> None:
    pair.say(text("first"), text("second"))
    assert pair.live.hear() == "first"
    pair.live.hang_up(1003, "enough")
    with pytest.raises(Gone):
        pair.live.hear()


def test_a_flood_of_whatever_kind_is_held_up(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 10)
    monkeypatch.setattr(reading, "A_SECOND", 100)
    pair.say(*[Frame(Opcode.PING, b"")] * 30)
    pair.say(text("hello"))
    began = monotonic()
    assert pair.live.hear() == "hello"
    assert monotonic() - began > 0.19


def test_whoever_waits_reads_on_but_not_without_end(pair: Pair) -> None:
    pair.say(*[text("flood")] * 3 * reading.MOST_UNTAKEN)
    pair.live.wait(0.05)
    pair.say(*[text("flood")] * 3 * reading.MOST_UNTAKEN)
    pair.live.wait(0.05)
    assert len(pair.live._reading._whole) < 6 * reading.MOST_UNTAKEN
    assert [pair.live.hear() for _ in range(6 * reading.MOST_UNTAKEN)] == ["flood"] * 6 * reading.MOST_UNTAKEN


def test_whoever_waits_hurries_nobody_who_writes(pair: Pair) -> None:
    writer = Thread(target=pair.live.tell, args=("x" * 5_000_000,))
    writer.start()
    pair.live.wait(0.05)
    pair.live.wait(0.05)
    found, whole = 0, len(frame_of("x" * 5_000_000))
    while found < whole:
        found += len(pair.theirs.recv(65_536))
    writer.join(5)
    assert not pair.live.is_over


def test_whoever_waits_learns_that_the_peer_has_gone(pair: Pair) -> None:
    pair.theirs.close()
    with pytest.raises(Gone):
        pair.live.wait(5)


def test_the_last_word_arrives_though_the_peer_was_still_sending(pair: Pair) -> None:
    """A close over unread input would reset the connection, and the close frame with it."""
    pair.theirs.send(b"x" * 50_000)
    pair.live.hang_up(1011, "broken")
    closing = Thread(target=pair.live.see_off)
    closing.start()
    assert pair.leave() == close(1011).serialize(mask=False)[:1] + b"\x08\x03\xf3broken"
    closing.join(5)
    assert not closing.is_alive()


def test_a_socket_whose_peer_is_gone_says_so_and_is_cut(pair: Pair) -> None:
    pair.theirs.close()
    with pytest.raises(Gone):
        pair.live.tell("hello")
    assert pair.live.is_over


def test_before_the_handshake_compression_is_not_offered() -> None:
    environ = {
        "HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate",
        "HTTP_SEC_WEBSOCKET_KEY": "AAAAAAAAAAAAAAAAAAAAAA==",
        "REQUEST_METHOD": "GET",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "other": "kept",
    }
    prepare(environ)
    assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in environ
    assert environ["other"] == "kept"
