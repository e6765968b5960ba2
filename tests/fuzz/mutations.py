"""How what is right becomes wrong. All by a seeded chance, so that it can be done again."""

import struct
from collections.abc import Callable, Sequence
from random import Random

from tests.integration.bare import CLOSE, CONTINUATION, PING, TEXT, frame, part

Mutation = Callable[[Random, bytes], bytes]
BAD_TEXT = (
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xc0\xaf",
    b"\xf5\x80\x80\x80",
    b"\x00",
    b"\xe2\x80\xae",
    b"\x1b[2J",
)
LENGTHS = (0, 1, 125, 126, 127, 65_535, 65_536, 2**31, 2**32, 2**62, 2**63, 2**64 - 1)
CODES = (0, 1, 999, 1000, 1004, 1005, 1006, 1011, 1015, 2999, 4001, 65_535)
HEADERS = (
    b"Content-Length: 5", b"Content-Length: -1", b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip",
    b"Expect: 100-continue", b"Upgrade: websocket", b"Connection: Upgrade", b"Connection: close",
    b"Host: evil.example", b"Host: [::1", b"X-Forwarded-For: 1.2.3.4", b"X-Request-ID: a\x00b",
    b"Cookie: session=" + b"x" * 5000, b"Cookie: =;;=", b"Range: bytes=0-1,-9", b"If-None-Match: *",
    b"Accept-Encoding: br;q=nan", b"Accept-Language: " + b"x-" * 500, b"Authorization: Bearer \xff",
    b"Content-Type: multipart/form-data; boundary=", b"Content-Type: application/json; charset=utf-7",
    b"Content-Encoding: gzip", b"HX-Current-URL: javascript:1", b"If-Modified-Since: 0", b"X: " + b"y" * 9000,
)  # fmt: skip


def flipped(chance: Random, sent: bytes) -> bytes:
    found = bytearray(sent)
    for _ in range(chance.choice((1, 1, 2, 8))):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def cut_off(chance: Random, sent: bytes) -> bytes:
    return sent[: chance.randrange(1, len(sent) + 1)]


def doubled(chance: Random, sent: bytes) -> bytes:
    start = chance.randrange(len(sent))
    end = chance.randrange(start, len(sent))
    return sent[:end] + sent[start:end] * chance.choice((1, 3, 50)) + sent[end:]


def without_a_part(chance: Random, sent: bytes) -> bytes:
    start = chance.randrange(len(sent))
    return sent[:start] + sent[chance.randrange(start, len(sent)) :] or sent


def with_bad_text(chance: Random, sent: bytes) -> bytes:
    at = chance.randrange(len(sent))
    return sent[:at] + chance.choice(BAD_TEXT) + sent[at:]


def with_a_header(chance: Random, sent: bytes) -> bytes:
    first, *rest = sent.split(b"\r\n")
    return b"\r\n".join([first, chance.choice(HEADERS), *rest])


def with_another_number(chance: Random, sent: bytes) -> bytes:
    digits = [at for at, each in enumerate(sent) if chr(each).isdigit()]
    if not digits:
        return sent
    at = chance.choice(digits)
    return sent[:at] + str(chance.choice(LENGTHS)).encode() + sent[at + 1 :]


def with_other_bits(chance: Random, sent: bytes) -> bytes:
    """Reserved bits, opcodes that there are not, no last fragment."""
    return bytes([chance.randrange(256)]) + sent[1:]


def unmasked(_chance: Random, sent: bytes) -> bytes:
    return sent[:1] + bytes(each & 0x7F for each in sent[1:2]) + sent[2:]


def of_another_length(chance: Random, sent: bytes) -> bytes:
    return sent[:1] + b"\xff" + struct.pack(">Q", chance.choice(LENGTHS)) + sent[2:]


def instead(chance: Random, _sent: bytes) -> bytes:
    """A frame that none of ours resembles."""
    return chance.choice(
        [
            part(PING, b"in parts"),
            frame(PING, b"x" * 126),
            frame(CLOSE, b"x"),
            frame(CLOSE, struct.pack(">H", chance.choice(CODES)) + chance.choice(BAD_TEXT)),
            part(TEXT, b"{") + frame(TEXT, b"}"),
            part(TEXT, b"\xd0") + frame(CONTINUATION, b"\x96"),
            frame(CONTINUATION, b"of nothing"),
            part(TEXT, b"") + part(CONTINUATION, b"") * 300,
            frame(TEXT, b"[" * 3000),
            frame(TEXT, b'{"type": "message", "body": "\\ud800", "nonce": "n"}'),
            frame(TEXT, chance.randbytes(chance.randrange(200))),
        ]
    )


OF_ANYTHING: Sequence[Mutation] = (flipped, cut_off, doubled, without_a_part, with_bad_text)
OF_REQUESTS: Sequence[Mutation] = (*OF_ANYTHING, with_a_header, with_a_header, with_another_number)
OF_FRAMES: Sequence[Mutation] = (*OF_ANYTHING, with_other_bits, unmasked, of_another_length, instead, instead)


def mutated(chance: Random, sent: Sequence[bytes], ways: Sequence[Mutation]) -> bytes:
    """One of these, altered in up to three ways, or spliced into another."""
    found = chance.choice(sent)
    if not chance.randrange(8):
        other = chance.choice(sent)
        found = found[: chance.randrange(1, len(found))] + other[chance.randrange(len(other)) :]
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        found = chance.choice(ways)(chance, found) or found
    return found


def as_it_is(chance: Random, sent: Sequence[bytes], _ways: Sequence[Mutation]) -> bytes:
    return chance.choice(sent)
