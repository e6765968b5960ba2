"""What is no WebSocket handshake (RFC 6455, 4.2.1) opens no socket, and is no fault of ours."""

import re
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests import servers
from tests.integration.conftest import Cast, cast_of

GOOD = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Version": "13",
}
BAD: list[tuple[str, str, dict[str, str | None]]] = [
    ("GET", "1.1", {"Sec-WebSocket-Key": None}),
    ("GET", "1.1", {"Sec-WebSocket-Key": ""}),
    ("GET", "1.1", {"Sec-WebSocket-Key": "short"}),
    ("GET", "1.1", {"Sec-WebSocket-Key": "!" * 24}),
    ("GET", "1.1", {"Sec-WebSocket-Key": "A" * 2000}),
    ("GET", "1.1", {"Sec-WebSocket-Version": None}),
    ("GET", "1.1", {"Sec-WebSocket-Version": "8"}),
    ("GET", "1.1", {"Sec-WebSocket-Version": "13, 8"}),
    ("GET", "1.1", {"Sec-WebSocket-Version": "\xff"}),
    ("GET", "1.1", {"Connection": None}),
    ("GET", "1.1", {"Connection": "close"}),
    ("GET", "1.1", {"Upgrade": None}),
    ("GET", "1.1", {"Upgrade": "h2c"}),
    ("GET", "1.1", {"Upgrade": "websocket, h2c"}),
    ("GET", "1.0", {}),
    ("POST", "1.1", {}),
    ("PUT", "1.1", {}),
    ("HEAD", "1.1", {}),
    ("OPTIONS", "1.1", {}),
]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Felchat]:
    with servers.felchat(DATABASE_URL=servers.sqlite(tmp_path_factory.mktemp("alone"))) as server:
        yield server


@pytest.fixture(scope="module")
def cast(alone: servers.Felchat) -> Cast:
    return cast_of(alone.url)


def asked(cast: Cast, path: str, method: str = "GET", version: str = "1.1", **changed: str | None) -> str:
    host = cast.bob.site.removeprefix("http://")
    headers = {"Host": host, "Origin": cast.bob.site, "Cookie": cast.bob.cookie(), **GOOD, **changed}
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    request = "\r\n".join([f"{method} {path} HTTP/{version}", *lines, "", ""])
    return first_line(cast.bob.site, request.encode("latin-1"))


def first_line(site: str, sent: bytes) -> str:
    """Of the answer, which may be followed by whatever a socket is told."""
    heard = b""
    with closing(socket.create_connection(("127.0.0.1", int(site.rpartition(":")[2])), 10)) as peer:
        peer.sendall(sent)
        while b"\r\n" not in heard and (more := peer.recv(65_536)):
            heard += more
    return heard.decode("latin-1")


@pytest.mark.parametrize("path", ["/ws/chat?other_user=1", "/ws/people"])
@pytest.mark.parametrize("bad", BAD, ids=str)
def test_what_is_no_handshake_opens_nothing(
    cast: Cast, alone: servers.Felchat, path: str, bad: tuple[str, str, dict[str, str | None]]
) -> None:
    method, version, changed = bad
    before = alone.said().count(" ERROR ")
    answer = asked(cast, path, method, version, **changed)
    assert re.match(r"HTTP/1\.[01] (400|403|404|405|426) ", answer), answer[:300]
    assert alone.said().count(" ERROR ") == before


def test_the_handshake_that_the_others_differ_from_opens_a_socket(cast: Cast) -> None:
    with_nobody = "/ws/chat?other_user="  # so that it is closed at once
    assert asked(cast, with_nobody).startswith("HTTP/1.1 101 ")
