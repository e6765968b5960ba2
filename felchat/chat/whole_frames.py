"""The socket that simple-websocket is given instead of the bare one.

simple-websocket 1.1 writes with send(), which under gevent may write half a frame, and from several
greenlets at once (miguelgrinberg/simple-websocket#45); and it collects what it reads without end.
"""

from collections.abc import Iterator, Sized
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, SHUT_WR, SO_SNDBUF, SOL_SOCKET, socket
from threading import Lock
from time import monotonic, sleep
from typing import Any

import gevent
from gevent import monkey

WRITE_WITHIN = 5
"""Seconds that a peer may leave a frame unread before its socket is given up."""
AT_ONCE = 0.01
LINGER = 1
"""Seconds that a closing socket waits for what the peer is still sending."""
WRITE_BUFFER = 64 * 1024
MOST_UNREAD = 64
"""Frames that may wait to be taken."""
LOOK_AGAIN = 0.02


class WholeFrames:
    """A socket whose every write is whole, one at a time, and done within a deadline."""

    def __init__(self, sock: socket) -> None:
        self._sock = sock
        self._writing = Lock()
        self.is_over = False
        """The last word was said: what still comes is for nobody."""
        self.heard_at = monotonic()
        """When anything came from the peer, or would have been read, if we had not been the slower one."""
        self.unread: Sized = ()
        """What was received and not yet taken; above MOST_UNREAD no more is read."""
        with suppress(OSError):
            sock.setsockopt(SOL_SOCKET, SO_SNDBUF, WRITE_BUFFER)

    def send(self, frame: bytes) -> int:
        """Write all of it. Raises OSError, and ends the socket: after half a frame nothing may follow."""
        with self._writing:
            try:
                with deadline(WRITE_WITHIN):
                    self._sock.sendall(frame)
            except OSError:
                self.cut()
                raise
        return len(frame)

    def offer(self, frame: bytes) -> None:
        """Write a frame of a few bytes if that can be done at once; else the peer goes without it."""
        if self._writing.acquire(blocking=False):
            try:
                with suppress(OSError), deadline(AT_ONCE):
                    self._sock.sendall(frame)
            finally:
                self._writing.release()

    def recv(self, size: int) -> bytes:
        """Read on, once the frames that came before are being taken: a flood waits on the peer's side."""
        while len(self.unread) > MOST_UNREAD and not self.is_over:
            sleep(LOOK_AGAIN)
            self.heard_at = monotonic()
        piece = self._sock.recv(size)
        self.heard_at = monotonic()
        return piece

    def close(self) -> None:
        """Close once the peer has had a chance to read the last frame.

        A socket closed over unread input resets the connection, and the peer may never see why.
        """
        self.is_over = True
        with suppress(OSError), deadline(LINGER):
            self._sock.shutdown(SHUT_WR)
            while self._sock.recv(WRITE_BUFFER):
                pass
        self._sock.close()

    def cut(self) -> None:
        """End the connection at once; whoever reads from it wakes."""
        self.is_over = True
        with suppress(OSError):
            self._sock.shutdown(SHUT_RDWR)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise TimeoutError, an OSError, in a greenlet that takes longer. A bare thread is not hurried."""
    if not monkey.is_module_patched("socket"):
        yield
        return
    with gevent.Timeout(seconds, TimeoutError("The peer is too slow")):
        yield
