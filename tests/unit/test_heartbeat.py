"""The heartbeat of live sockets: who is silent is asked, and who does not answer is let go."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from time import monotonic

import pytest

from felchat.chat.heartbeat import Heartbeat
from felchat.chat.live_socket import LiveSocket
from felchat.chat.writing import Gone

PING, CLOSE = b"\x89\x00", 0x88
PONG = b"\x8a\x80\x00\x00\x00\x00"


@dataclass
class Stage:
    """A socket that the server holds, and its peer's end."""

    live: LiveSocket
    peer: socket.socket

    def hears(self) -> bytes:
        """All that the peer was sent and has not read."""
        try:
            return self.peer.recv(4096)
        except BlockingIOError:
            return b""

    def says(self, frame: bytes) -> None:
        """The peer sends it, and the server has read it."""
        before = self.live.heard_at
        self.peer.send(frame)
        while self.live.heard_at == before:
            pass


@pytest.fixture
def stage() -> Iterator[Stage]:
    ours, theirs = socket.socketpair()
    live = LiveSocket(ours)
    reader = Thread(target=read_on, args=(live,))
    reader.start()
    theirs.setblocking(False)
    yield Stage(live, theirs)
    theirs.close()
    reader.join(5)
    ours.close()


def read_on(live: LiveSocket) -> None:
    with suppress(Gone):
        while True:
            live.hear()


@pytest.fixture
def heartbeat(stage: Stage) -> Heartbeat:
    """One that only the test makes beat: its own thread looks but every five seconds."""
    heartbeat = Heartbeat(interval=20, timeout=30)
    heartbeat.watch(stage.live)
    return heartbeat


def test_who_said_something_is_not_asked(stage: Stage, heartbeat: Heartbeat) -> None:
    heartbeat.beat(stage.live.heard_at + 19)
    assert stage.hears() == b""


def test_who_is_silent_is_asked_once(stage: Stage, heartbeat: Heartbeat) -> None:
    for seconds in (20, 25, 49):
        heartbeat.beat(stage.live.heard_at + seconds)
    assert stage.hears() == PING
    assert not stage.live.is_over


def test_who_answers_is_kept_and_asked_again_later(stage: Stage, heartbeat: Heartbeat) -> None:
    heartbeat.beat(monotonic() + 20)
    assert stage.hears() == PING
    stage.live.heard_at = monotonic() + 21  # the answer
    heartbeat.beat(monotonic() + 40)
    assert stage.hears() == b""
    heartbeat.beat(monotonic() + 42)
    assert stage.hears() == PING


def test_any_frame_is_a_sign_of_life(stage: Stage, heartbeat: Heartbeat) -> None:
    before = stage.live.heard_at
    stage.says(PONG)
    assert stage.live.heard_at > before
    heartbeat.beat(stage.live.heard_at + 19)
    assert stage.hears() == b""


def test_who_does_not_answer_is_told_to_come_back_and_let_go(stage: Stage, heartbeat: Heartbeat) -> None:
    """Original fault C11."""
    start = stage.live.heard_at
    heartbeat.beat(start + 20)
    heartbeat.beat(start + 49.9)
    assert not stage.live.is_over
    heartbeat.beat(start + 50)
    assert stage.live.is_over
    said = stage.hears()
    assert said.startswith(PING + bytes([CLOSE]))
    assert int.from_bytes(said[4:6], "big") == 1013


def test_who_reads_nothing_holds_nobody_up_and_is_let_go(stage: Stage, heartbeat: Heartbeat) -> None:
    writing = Thread(target=write_too_much, args=(stage.live,))
    writing.start()
    while not stage.hears():
        pass
    start = stage.live.heard_at
    began = monotonic()
    heartbeat.beat(start + 20)
    heartbeat.beat(start + 50)
    assert monotonic() - began < 1
    assert stage.live.is_over
    stage.peer.close()
    writing.join(5)


def write_too_much(live: LiveSocket) -> None:
    with pytest.raises(Gone):
        live.tell("x" * 5_000_000)


def test_who_is_forgotten_is_not_asked(stage: Stage, heartbeat: Heartbeat) -> None:
    heartbeat.forget(stage.live)
    heartbeat.forget(stage.live)
    heartbeat.beat(stage.live.heard_at + 1000)
    assert stage.hears() == b""
