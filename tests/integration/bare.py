"""A client that answers no ping, reads when it likes and sends what it likes."""

import base64
import os
import socket
import struct

from tests.integration.person import Person

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


class Bare:
    """One connection of that person's into the conversation with the other."""

    def __init__(self, person: Person, other: Person, buffer: int = 65_536) -> None:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        host = person.site.removeprefix("http://")
        self.socket.connect(("127.0.0.1", int(host.partition(":")[2])))
        self.socket.settimeout(30)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET /ws/chat?other_user={other.id} HTTP/1.1",
            f"Host: {host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            f"Origin: {person.site}",
            f"Cookie: {person.cookie()}",
        ]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        self._hear_out_the_handshake()

    def _hear_out_the_handshake(self) -> None:
        """No frame may be sent before (RFC 6455, section 4.1), and what is would be lost."""
        heard = b""
        while not heard.endswith(b"\r\n\r\n"):
            heard += self.socket.recv(1) or b"\r\n\r\n"
        assert b" 101 " in heard, heard

    def close(self) -> None:
        self.socket.close()

    def read_to_the_end(self) -> bytes:
        found = b""
        try:
            while piece := self.socket.recv(65_536):
                found += piece
        except ConnectionResetError:
            pass
        return found


def frame(opcode: int, payload: bytes) -> bytes:
    """A whole frame, masked with zeros (RFC 6455, section 5.2)."""
    size = len(payload)
    if size < 126:
        head = bytes([0x80 | size])
    elif size < 65_536:
        head = b"\xfe" + struct.pack(">H", size)
    else:
        head = b"\xff" + struct.pack(">Q", size)
    return bytes([0x80 | opcode]) + head + bytes(4) + payload


def part(opcode: int, payload: bytes) -> bytes:
    """The same, and more of the message is to follow."""
    whole = frame(opcode, payload)
    return bytes([whole[0] & 0x7F]) + whole[1:]


def close_code(read: bytes) -> int:
    """The code in the close frame with which the server ended."""
    at = read.rindex(bytes([0x80 | CLOSE]))
    code: int = struct.unpack(">H", read[at + 2 : at + 4])[0]
    return code
