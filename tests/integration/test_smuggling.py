"""Requests that two servers in a row might read differently: refused, and what hides in them is not done.

OWASP ASVS 5.0, 4.2.1 and 4.2.2; RFC 9112, 6.3, 7.1 and 11.2.
"""

import re
import socket
from contextlib import closing, suppress
from urllib.parse import urlencode

import pytest

from tests import servers
from tests.integration.conftest import Cast, cast_of
from tests.integration.person import Person

HIDDEN = "what hides"
LAST_CHUNK = b"0\r\n\r\n"
POST = b"POST /users/login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def cast(site: servers.Felchat) -> Cast:
    return cast_of(site.url)


def sized(length: bytes) -> bytes:
    return POST + b"Content-Length: " + length + b"\r\n\r\n"


def coded(coding: bytes) -> bytes:
    return POST + b"Transfer-Encoding: " + coding + b"\r\n\r\n" + LAST_CHUNK


BY_TWO_LENGTHS = [
    POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + LAST_CHUNK,
    POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + LAST_CHUNK,
    POST + b"Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
    POST + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
    *map(sized, (b"0, 5", b"+0", b"-1", b"0x0", b"0 0", b"0_0", b"1e0", b"\xc2\xb2", b"")),
]
BY_CODINGS = [
    *map(coded, (b"xchunked", b"chunked, identity", b"chunked, chunked", b"\x0bchunked", b"chunked\x00")),
    *map(coded, (b"gzip", b"", b"chunked;q=1", b'"chunked"')),
    POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + LAST_CHUNK,
    POST + b"Transfer-Encoding : chunked\r\n\r\n" + LAST_CHUNK,
    POST + b" Transfer-Encoding: chunked\r\n\r\n" + LAST_CHUNK,
    POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n" + LAST_CHUNK,
    POST.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n" + LAST_CHUNK,
]
BY_LINES = [
    POST + b"X: 1\r\n folded\r\n\r\n",
    POST + b"X: 1\nContent-Length: 0\r\n\r\n",
    POST + b"X: 1\rContent-Length: 0\r\n\r\n",
    POST + b"X\x00: 1\r\n\r\n",
    POST + b"X: a\x00b\r\n\r\n",
    POST + b": nameless\r\n\r\n",
    POST + b"no colon\r\n\r\n",
    POST + b"Host: evil.example\r\n\r\n",
    POST.replace(b"\r\n", b"\n") + b"\n",
    b"GET /\r\n\r\n",
    b"GET / HTTP/0.9\r\n\r\n",
    b"GET / HTTP/2.0\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET  / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
]
BY_CHUNKS = [
    CHUNKED + chunk
    for chunk in (
        b"0x0\r\n\r\n",
        b"+0\r\n\r\n",
        b"0\n\n",
        b"0;\r\r\n\r\n",
        b"0;a=\x00\r\n\r\n",
        b"1\r\nab\r\n" + LAST_CHUNK,
        b"1\r\na" + LAST_CHUNK,
        b"ffffffffffffffffffff",
        b"-1\r\n",
        b"0\r\nContent-Length : 5\r\n\r\n",
        b"0\r\n folded\r\n\r\n",
    )
]


def hidden_request(who: Person, other: Person) -> bytes:
    """Say something, as that person's browser would."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', who.ask(f"/chat?user={other.id}").text)
    assert token
    form = urlencode({"csrf_token": token[1], "body": HIDDEN})
    lines = [
        f"POST /chat?user={other.id} HTTP/1.1",
        "Host: 127.0.0.1:" + who.site.rpartition(":")[2],
        f"Cookie: {who.cookie()}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(form)}",
    ]
    return "\r\n".join([*lines, "", form]).encode()


def has_heard(bob: Person, mallory: Person) -> bool:
    return HIDDEN in bob.ask(f"/chat?user={mallory.id}").text


def answers_to(site: str, sent: bytes, within: float = 10) -> bytes:
    """All that comes until the other side closes, or leaves us waiting for that long."""
    answers = b""
    with closing(socket.create_connection(("127.0.0.1", int(site.rpartition(":")[2])), within)) as peer:
        peer.sendall(sent)
        with suppress(ConnectionResetError, TimeoutError):
            while heard := peer.recv(65_536):
                answers += heard
    return answers


@pytest.mark.parametrize("sent", [*BY_TWO_LENGTHS, *BY_CODINGS, *BY_LINES, *BY_CHUNKS], ids=repr)
def test_what_can_be_read_in_two_ways_is_refused_with_all_that_follows(cast: Cast, sent: bytes) -> None:
    hidden = hidden_request(cast.mallory, cast.bob)
    answers = answers_to(cast.bob.site, sent + hidden)
    assert set(re.findall(rb"HTTP/1\.1 ([0-9]+) ", answers)) <= {b"400", b"501"}
    assert answers.startswith(b"HTTP/1.1 ")
    assert not has_heard(cast.bob, cast.mallory)


@pytest.mark.parametrize("origin", ["http://127.0.0.1:{port}", "https://evil.example"])
def test_a_handshake_with_a_body_lets_nothing_of_it_through(cast: Cast, origin: str) -> None:
    hidden = hidden_request(cast.mallory, cast.bob)
    port = cast.bob.site.rpartition(":")[2]
    lines = [
        f"GET /ws/chat?other_user={cast.bob.id} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version: 13",
        f"Origin: {origin.format(port=port)}",
        f"Content-Length: {len(hidden)}",
    ]
    answers_to(cast.bob.site, "\r\n".join([*lines, "", ""]).encode() + hidden)
    assert not has_heard(cast.bob, cast.mallory)


def test_a_request_that_nothing_hides_is_done(site: servers.Felchat) -> None:
    """Or the tests above would show nothing."""
    cast = cast_of(site.url)
    answers = answers_to(cast.bob.site, hidden_request(cast.mallory, cast.bob))
    assert answers.startswith(b"HTTP/1.1 303 ")
    assert has_heard(cast.bob, cast.mallory)


def test_an_address_in_full_names_no_other_site(cast: Cast) -> None:
    """The Host counts, and nothing that a proxy might have routed by (RFC 9112, 3.2.2)."""
    port = cast.bob.site.rpartition(":")[2]
    sent = (
        f"GET http://evil.example/users/login HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    )
    assert b"evil.example" not in answers_to(cast.bob.site, sent.encode())
