"""Mallory's end of a connection: send it all, hear the answer out, and judge it."""

import re
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from tests.fuzz.recordings import handshake, requests_of
from tests.integration.bare import CLOSE, frame
from tests.integration.person import PASSWORD, Person

WITHIN = 20
"""Seconds: whatever was sent, it is over by then."""
STATUS = re.compile(rb"HTTP/1\.[01] ([0-9]{3}) ")
FAULT = 1011
"""The code of a fault of ours; a peer's own code is repeated to it, this one too (RFC 6455, 5.5.1)."""
GOODBYE = frame(CLOSE, b"\x03\xe8")


@dataclass
class Mallory:
    """Somebody signed in, who keeps no rule."""

    person: Person
    bob: Person
    heard: set[int] = field(default_factory=set)
    """Which statuses and close codes have come back."""

    def come_in(self) -> list[bytes]:
        """Sign in anew, or go on as before where the limits say to wait, and record a session."""
        anew = Person(self.person.site, self.person.name, self.person.id)
        answer = anew.submit("/users/login", username=anew.name, password=PASSWORD)
        assert answer.status in (303, 429), answer.status
        if answer.status == 303:
            self.person = anew
        return requests_of(self.person, self.bob)

    def ask(self, sent: bytes) -> bytes:
        """Send it as a request, or as whatever it is."""
        answer = self._exchange(sent)
        for status in map(int, STATUS.findall(answer)):
            assert status < 500 or status in (501, 503, 505), (status, sent)
            self.heard.add(status)
        return answer

    def push(self, frames: bytes, path: str) -> bytes:
        """Send it over a socket that is as it should be."""
        answer = self._exchange(handshake(self.person, path), frames + GOODBYE)
        head, _, rest = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101"):
            assert STATUS.findall(head) == [b"429"], head[:300]  # too many sockets a minute
        elif code := closing_code(rest):
            assert code != FAULT or FAULT.to_bytes(2, "big") in frames, frames
            self.heard.add(code)
        return answer

    def _exchange(self, first: bytes, then: bytes = b"") -> bytes:
        answer = b""
        port = int(self.person.site.rpartition(":")[2])
        with (
            closing(socket.create_connection(("127.0.0.1", port), WITHIN)) as peer,
            cut_short(),
        ):
            peer.sendall(first)
            if then:
                answer += peer.recv(65_536)
                peer.sendall(then)
            peer.shutdown(socket.SHUT_WR)
            while heard := peer.recv(65_536):
                answer += heard
        return answer


@contextmanager
def cut_short() -> Iterator[None]:
    """The server may end it at any time; but not leave it waiting."""
    try:
        yield
    except TimeoutError:
        raise
    except OSError:
        pass


def closing_code(frames: bytes) -> int | None:
    """The code in the server's close frame, or None where none came."""
    at, code = 0, None
    while at + 2 <= len(frames):
        opcode, size = frames[at] & 15, frames[at + 1]
        at += 2
        if size > 125:
            wide = 2 if size == 126 else 8
            size, at = int.from_bytes(frames[at : at + wide], "big"), at + wide
        if opcode == CLOSE and size >= 2:
            code = int.from_bytes(frames[at : at + 2], "big")
        at += size
    return code
