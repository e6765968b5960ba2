"""With which code a socket is closed whose peer breaks the protocol (RFC 6455, 5 and 7.4.1; RFC 7692)."""

import struct
from contextlib import closing

import pytest

from tests import servers
from tests.integration.bare import BINARY, CLOSE, CONTINUATION, PING, TEXT, Bare, close_code, frame, part
from tests.integration.conftest import Cast, cast_of

COMPRESSED = 0x40
ANOTHER_RESERVED = 0x10


def marked(bit: int, whole: bytes) -> bytes:
    return bytes([whole[0] | bit]) + whole[1:]


def declared(size: int) -> bytes:
    return b"\x81\xff" + struct.pack(">Q", size) + bytes(4)


def closed(code: int) -> bytes:
    return frame(CLOSE, struct.pack(">H", code))


BROKEN = {
    "compressed, which was not agreed on": (
        marked(COMPRESSED, frame(TEXT, b"\xaa\x56\x2a\x2d\x2e\x04\x00")),
        1002,
    ),
    "a reserved bit": (marked(ANOTHER_RESERVED, frame(TEXT, b"{}")), 1002),
    "a kind that there is not": (frame(3, b""), 1002),
    "a control that there is not": (frame(11, b""), 1002),
    "a ping in parts": (part(PING, b""), 1002),
    "a ping that is too long": (frame(PING, b"x" * 126), 1002),
    "a continuation of nothing": (frame(CONTINUATION, b""), 1002),
    "a message within a message": (part(TEXT, b"{") + frame(TEXT, b"}"), 1002),
    "not masked": (b"\x81\x02{}", 1002),
    "longer than can be": (declared(2**63), 1009),
    "no text": (frame(TEXT, b"\xff"), 1007),
    "half a surrogate": (frame(TEXT, b"\xed\xa0\x80"), 1007),
    "no text, over two fragments": (part(TEXT, b"\xd0") + frame(CONTINUATION, b"{"), 1007),
    "a reason that is no text": (frame(CLOSE, b"\x03\xe8\xff"), 1007),
    "a code of one byte": (frame(CLOSE, b"\x03"), 1002),
    **{f"code {code}": (closed(code), 1002) for code in (0, 999, 1005, 1006, 1015, 2999, 5000)},
    "binary": (frame(BINARY, b"zz"), 1003),
    "too long": (frame(TEXT, b"x" * 65_537), 1009),
    "announced too long": (declared(2**62) + bytes(65_537), 1009),
    "too long, in small parts": (part(TEXT, b"x") + part(CONTINUATION, b"x" * 100) * 700, 1009),
}


@pytest.fixture(scope="module")
def cast(site: servers.Felchat) -> Cast:
    return cast_of(site.url)


@pytest.mark.parametrize(("sent", "code"), BROKEN.values(), ids=BROKEN)
def test_who_breaks_the_protocol_is_told_how(cast: Cast, sent: bytes, code: int) -> None:
    with closing(Bare(cast.mallory, cast.bob)) as wrong:
        wrong.socket.sendall(sent)
        assert close_code(wrong.read_to_the_end()) == code
