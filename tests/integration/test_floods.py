"""Who sends without end has a share of the process, and no more: two talk on beside it.

OWASP ASVS 5.0, 15.2.2. gevent turns to nobody else as long as there is something to read.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import Event, Thread

import pytest

from tests import servers
from tests.integration.bare import BINARY, CONTINUATION, PING, PONG, TEXT, Bare, frame, part
from tests.integration.conftest import Cast, cast_of

UPLOAD = b"POST /users/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\n"
MESSAGES = 20
QUICKLY = 4
"""Seconds for all of them; a flood that is not held up lets none through while it lasts."""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Felchat]:
    """One worker, which everybody has to share."""
    url = servers.sqlite(tmp_path_factory.mktemp("alone"))
    with servers.felchat(DATABASE_URL=url, RATELIMIT_ENABLED="false") as server:
        yield server


@pytest.fixture
def here(alone: servers.Felchat) -> Cast:
    return cast_of(alone.url)


@contextmanager
def flooding(peers: list[socket.socket], flood: bytes, reading: bool) -> Iterator[None]:
    """Let each of them send that over and over, until the block is left."""
    over = Event()

    def pour(peer: socket.socket) -> None:
        with suppress(OSError):
            while not over.is_set():
                peer.sendall(flood)

    def swallow(peer: socket.socket) -> None:
        with suppress(OSError):
            while peer.recv(1 << 16):
                pass

    works = [pour, swallow] if reading else [pour]
    threads = [Thread(target=work, args=(peer,), daemon=True) for peer in peers for work in works]
    for thread in threads:
        thread.start()
    yield
    over.set()
    for peer in peers:
        with suppress(OSError):
            peer.shutdown(socket.SHUT_RDWR)
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def talk_on(cast: Cast) -> float:
    """Let two say something to each other, and return the seconds that it took."""
    with cast.alice.talking_to(cast.bob) as alices, cast.bob.talking_to(cast.alice) as bobs:
        alices.until("Live")
        bobs.until("Live")
        began = time.monotonic()
        for each in range(MESSAGES):
            alices.say(str(each))
            assert bobs.messages(1)[0].body == alices.messages(1)[0].body == str(each)
        return time.monotonic() - began


@pytest.mark.parametrize("reading", [True, False], ids=["reading", "not reading"])
@pytest.mark.parametrize(
    ("first", "flood"),
    [
        (b"", frame(PING, b"")),
        (b"", frame(PONG, b"unasked for")),
        (part(TEXT, b"{"), part(CONTINUATION, b"")),
        (b"", frame(TEXT, b"{}")),
        (frame(BINARY, b"zz"), frame(PING, b"")),
    ],
    ids=["pings", "pongs", "fragments of nothing", "frames of nothing", "after the last word"],
)
def test_a_flood_on_a_socket_holds_nobody_up(here: Cast, first: bytes, flood: bytes, reading: bool) -> None:
    peers = [Bare(here.mallory, here.bob).socket for _ in range(2)]
    for peer in peers:
        peer.sendall(first)
    with flooding(peers, flood * 500, reading):
        took = talk_on(here)
    for peer in peers:
        peer.close()
    assert took < QUICKLY


def test_an_upload_without_end_holds_nobody_up(alone: servers.Felchat, here: Cast) -> None:
    with closing(socket.create_connection(("127.0.0.1", alone.port), 10)) as peer:
        peer.sendall(UPLOAD)
        with flooding([peer], bytes(1 << 20), reading=False):
            assert talk_on(here) < QUICKLY
