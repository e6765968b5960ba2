"""The socket under the socket: whole frames, no endless reading, a last word that arrives."""

import socket
from collections.abc import Iterator
from threading import Thread
from time import sleep

import pytest

from felchat.chat.transport import prepare
from felchat.chat.whole_frames import MOST_UNREAD, WholeFrames

Pair = tuple[WholeFrames, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    theirs.settimeout(10)
    yield WholeFrames(ours), theirs
    ours.close()
    theirs.close()


def read_all(peer: socket.socket) -> bytes:
    found = b""
    while piece := peer.recv(65_536):
        found += piece
    return found


def test_frames_of_many_writers_arrive_whole_though_the_reader_is_slow(pair: Pair) -> None:
    """The fault of simple-websocket 1.1: half a frame, and then another's."""
    ours, theirs = pair
    frames = [bytes([65 + each]) * 300_000 for each in range(8)]
    writers = [Thread(target=ours.send, args=(frame,)) for frame in frames]
    for writer in writers:
        writer.start()
    sleep(0.05)
    found = b""
    while len(found) < len(frames) * 300_000:
        found += theirs.recv(65_536)
    assert sorted(found[start : start + 300_000] for start in range(0, len(found), 300_000)) == frames


def test_no_more_is_read_than_is_being_taken(pair: Pair) -> None:
    ours, theirs = pair
    backlog = [b"frame"] * (MOST_UNREAD + 1)
    ours.unread = backlog
    theirs.send(b"flood")
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(ours.recv(10)))
    reader.start()
    sleep(0.1)
    assert read == []
    backlog.pop()
    reader.join(5)
    assert read == [b"flood"]


def test_a_reader_that_nobody_follows_any_more_ends_with_its_socket(pair: Pair) -> None:
    ours, theirs = pair
    ours.unread = [b"frame"] * (MOST_UNREAD + 1)
    theirs.send(b"flood")
    reader = Thread(target=lambda: ours.recv(10))
    reader.start()
    ours.cut()
    reader.join(5)
    assert not reader.is_alive()


def test_the_last_word_arrives_though_the_peer_was_still_sending(pair: Pair) -> None:
    """A close over unread input would reset the connection, and the close frame with it."""
    ours, theirs = pair
    theirs.send(b"x" * 50_000)
    ours.send(b"the last word")
    closing = Thread(target=ours.close)
    closing.start()
    assert read_all(theirs) == b"the last word"
    theirs.shutdown(socket.SHUT_WR)
    closing.join(5)
    assert not closing.is_alive()


def test_a_socket_whose_peer_is_gone_says_so_and_is_cut(pair: Pair) -> None:
    ours, theirs = pair
    theirs.close()
    with pytest.raises(OSError, match=r"\[Errno"):
        ours.send(b"hello")


def test_before_the_handshake_the_socket_is_changed_and_compression_is_not_offered() -> None:
    ours, theirs = socket.socketpair()
    environ = {
        "gunicorn.socket": ours,
        "HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate",
        "HTTP_SEC_WEBSOCKET_KEY": "AAAAAAAAAAAAAAAAAAAAAA==",
        "REQUEST_METHOD": "GET",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "other": "kept",
    }
    prepare(environ)
    assert isinstance(environ["gunicorn.socket"], WholeFrames)
    assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in environ
    assert environ["other"] == "kept"
    ours.close()
    theirs.close()
