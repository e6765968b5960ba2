"""The socket that simple-websocket is given instead of the bare one.

simple-websocket 1.1 writes with send(), which under gevent may write half a frame, and from several
greenlets at once (miguelgrinberg/simple-websocket#45); and it collects what it reads without end.
"""

from collections.abc import Sized
from contextlib import suppress
from socket import SHUT_RDWR, SHUT_WR, SO_SNDBUF, SOL_SOCKET, socket
from threading import Lock
from time import monotonic, sleep
from typing import Any

from felchat.deadlines import deadline

WRITE_WITHIN = 5
"""Seconds that a peer may leave a frame unread before its socket is given up."""
AT_ONCE = 0.01
LINGER = 1
"""Seconds that a closing socket waits for what the peer is still sending."""
WRITE_BUFFER = 64 * 1024
MOST_UNREAD = 64
"""Frames that may wait to be taken."""
LOOK_AGAIN = 0.02
WAYS_GIVEN = 9
"""As many times as long as a piece kept us busy the next one waits: a flood has a tenth of a process."""
WAITS_AT_MOST = 0.1
PIECE = 1024
"""Bytes that are read at once. They hold up to 170 pings, and nobody else is served meanwhile."""


class WholeFrames:
    """A socket whose every write is whole, one at a time, and done within a deadline."""

    def __init__(self, sock: socket) -> None:
        self._sock = sock
        self._writing = Lock()
        self.is_over = False
        """The last word was said: what still comes is for nobody."""
        self.heard_at = monotonic()
        """When anything came from the peer, or would have been read, if we had not been the slower one."""
        self._read_at = 0.0
        self.unread: Sized = ()
        """What was received and not yet taken; above MOST_UNREAD no more is read."""
        sock.settimeout(None)  # a live socket may be silent for longer than a request
        with suppress(OSError):
            sock.setsockopt(SOL_SOCKET, SO_SNDBUF, WRITE_BUFFER)

    def send(self, frame: bytes) -> int:
        """Write all of it. Raises OSError, and ends the socket: after half a frame nothing may follow."""
        with self._writing:
            try:
                with deadline(WRITE_WITHIN, TimeoutError()):
                    self._sock.sendall(frame)
            except OSError:
                self.cut()
                raise
        return len(frame)

    def offer(self, frame: bytes) -> None:
        """Write a frame of a few bytes if that can be done at once; else the peer goes without it."""
        if self._writing.acquire(blocking=False):
            try:
                with suppress(OSError), deadline(AT_ONCE, TimeoutError()):
                    self._sock.sendall(frame)
            finally:
                self._writing.release()

    def recv(self, size: int) -> bytes:
        """Read on, once the frames that came before are being taken: a flood waits on the peer's side.

        gevent turns to nobody else as long as there is something to read, so that a flood that leaves
        no frames, of pings or empty fragments, has to be held up as well.
        """
        if self._read_at:
            sleep(min((monotonic() - self._read_at) * WAYS_GIVEN, WAITS_AT_MOST))
        while len(self.unread) > MOST_UNREAD and not self.is_over:
            sleep(LOOK_AGAIN)
            self.heard_at = monotonic()
        piece = self._sock.recv(min(size, PIECE))
        self.heard_at = self._read_at = monotonic()
        return piece

    def close(self) -> None:
        """Close once the peer has had a chance to read the last frame.

        A socket closed over unread input resets the connection, and the peer may never see why.
        """
        self.is_over = True
        with suppress(OSError), deadline(LINGER, TimeoutError()):
            self._sock.shutdown(SHUT_WR)
            while self._sock.recv(WRITE_BUFFER):
                sleep(0)  # or who floods us would keep even the deadline from coming
        self._sock.close()

    def cut(self) -> None:
        """End the connection at once; whoever reads from it wakes."""
        self.is_over = True
        with suppress(OSError):
            self._sock.shutdown(SHUT_RDWR)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)
