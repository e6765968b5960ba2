"""The heartbeat of live sockets: who is silent is asked, and who does not answer is let go."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread
from time import monotonic

import pytest
from simple_websocket import Server

from felchat.chat.heartbeat import Heartbeat
from felchat.chat.transport import adopt, prepare

PING, CLOSE = b"\x89\x00", 0x88
PONG = b"\x8a\x80\x00\x00\x00\x00"
HANDSHAKE = {
    "REQUEST_METHOD": "GET",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "localhost",
    "HTTP_UPGRADE": "websocket",
    "HTTP_CONNECTION": "Upgrade",
    "HTTP_SEC_WEBSOCKET_KEY": "AAAAAAAAAAAAAAAAAAAAAA==",
    "HTTP_SEC_WEBSOCKET_VERSION": "13",
    "SCRIPT_NAME": "",
    "PATH_INFO": "/",
    "QUERY_STRING": "",
}


@dataclass
class Stage:
    """A socket that the server holds, and its peer's end."""

    ws: Server
    peer: socket.socket

    def hears(self) -> bytes:
        """All that the peer was sent and has not read."""
        try:
            return self.peer.recv(4096)
        except BlockingIOError:
            return b""

    def says(self, frame: bytes) -> None:
        """The peer sends it, and the server has read it."""
        before = self.ws.sock.heard_at
        self.peer.send(frame)
        while self.ws.sock.heard_at == before:
            pass


@pytest.fixture
def stage() -> Iterator[Stage]:
    ours, theirs = socket.socketpair()
    environ = {**HANDSHAKE, "gunicorn.socket": ours}
    prepare(environ)
    ws = Server(environ)
    adopt(ws)
    theirs.settimeout(5)
    theirs.recv(4096)  # the handshake's answer
    theirs.setblocking(False)
    yield Stage(ws, theirs)
    theirs.close()
    ws.thread.join(5)


@pytest.fixture
def heartbeat(stage: Stage) -> Heartbeat:
    """One that only the test makes beat: its own thread looks but every five seconds."""
    heartbeat = Heartbeat(interval=20, timeout=30)
    heartbeat.watch(stage.ws)
    return heartbeat


def test_who_said_something_is_not_asked(stage: Stage, heartbeat: Heartbeat) -> None:
    heartbeat.beat(stage.ws.sock.heard_at + 19)
    assert stage.hears() == b""


def test_who_is_silent_is_asked_once(stage: Stage, heartbeat: Heartbeat) -> None:
    for seconds in (20, 25, 49):
        heartbeat.beat(stage.ws.sock.heard_at + seconds)
    assert stage.hears() == PING
    assert stage.ws.connected


def test_who_answers_is_kept_and_asked_again_later(stage: Stage, heartbeat: Heartbeat) -> None:
    heartbeat.beat(monotonic() + 20)
    assert stage.hears() == PING
    stage.ws.sock.heard_at = monotonic() + 21  # the answer
    heartbeat.beat(monotonic() + 40)
    assert stage.hears() == b""
    heartbeat.beat(monotonic() + 42)
    assert stage.hears() == PING


def test_any_frame_is_a_sign_of_life(stage: Stage, heartbeat: Heartbeat) -> None:
    before = stage.ws.sock.heard_at
    stage.says(PONG)
    assert stage.ws.sock.heard_at > before
    heartbeat.beat(stage.ws.sock.heard_at + 19)
    assert stage.hears() == b""


def test_who_does_not_answer_is_told_to_come_back_and_let_go(stage: Stage, heartbeat: Heartbeat) -> None:
    """Original fault C11."""
    start = stage.ws.sock.heard_at
    heartbeat.beat(start + 20)
    heartbeat.beat(start + 49.9)
    assert stage.ws.connected
    heartbeat.beat(start + 50)
    assert not stage.ws.connected
    said = stage.hears()
    assert said.startswith(PING + bytes([CLOSE]))
    assert int.from_bytes(said[4:6], "big") == 1013


def test_who_reads_nothing_holds_nobody_up_and_is_let_go(stage: Stage, heartbeat: Heartbeat) -> None:
    writing = Thread(target=write_too_much, args=(stage.ws,))
    writing.start()
    while not stage.hears():
        pass
    start = stage.ws.sock.heard_at
    began = monotonic()
    heartbeat.beat(start + 20)
    heartbeat.beat(start + 50)
    assert monotonic() - began < 1
    assert not stage.ws.connected
    stage.peer.close()
    writing.join(5)


def write_too_much(ws: Server) -> None:
    with pytest.raises(OSError, match=r"\[Errno"):
        ws.sock.send(b"x" * 5_000_000)


def test_who_is_forgotten_is_not_asked(stage: Stage, heartbeat: Heartbeat) -> None:
    heartbeat.forget(stage.ws)
    heartbeat.forget(stage.ws)
    heartbeat.beat(stage.ws.sock.heard_at + 1000)
    assert stage.hears() == b""
