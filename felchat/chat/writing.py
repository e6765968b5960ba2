"""What is written to a socket: whole, one at a time, and done within a deadline."""

from contextlib import suppress
from socket import MSG_DONTWAIT, SO_SNDBUF, SOL_SOCKET, socket
from threading import Lock
from typing import Any

from websockets.frames import Frame, Opcode

from felchat.deadlines import deadline

WRITE_WITHIN = 5
"""Seconds that a peer may leave something unread before its socket is given up."""
WRITE_BUFFER = 64 * 1024


class Gone(Exception):
    """The socket is closed, or being closed: there is nothing more to hear, and nobody to tell."""


def frame_of(text: str) -> bytes:
    """The text as it is written, in one frame."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


class Writing:
    """The writing end of one socket."""

    def __init__(self, sock: socket) -> None:
        self._sock = sock
        self._bare: Any = getattr(sock, "_sock", sock)  # gevent's own waits, whatever it is told
        self._one_at_a_time = Lock()
        self._unwritten = b""
        with suppress(OSError):
            sock.setsockopt(SOL_SOCKET, SO_SNDBUF, WRITE_BUFFER)

    @property
    def is_free(self) -> bool:
        """Whether nothing is being written, nor left of what was to be written at once."""
        return not self._unwritten and not self._one_at_a_time.locked()

    def at_once(self, frame: bytes) -> bool:
        """Take the frame, if nothing else is being written, and write what can be written of it now.

        What is left is written ahead of whatever is next. Returns whether it was taken. Raises Gone.
        """
        if self._unwritten or not self._one_at_a_time.acquire(blocking=False):
            return False
        try:
            self._unwritten = frame[self._sent(frame) :]
        finally:
            self._one_at_a_time.release()
        return True

    def whole(self, frame: bytes) -> None:
        """Write all of it. Raises Gone: after half a frame nothing may follow."""
        with self._one_at_a_time:
            frame, self._unwritten = self._unwritten + frame, b""
            if left := frame[self._sent(frame) :]:
                try:
                    with deadline(WRITE_WITHIN, TimeoutError()):
                        self._sock.sendall(left)
                except OSError:
                    raise Gone from None

    def _sent(self, frame: bytes) -> int:
        """Write what there is room for. Returns how many bytes that was. Raises Gone."""
        try:
            sent: int = self._bare.send(frame, MSG_DONTWAIT)
        except BlockingIOError:
            return 0
        except OSError:
            raise Gone from None
        return sent
