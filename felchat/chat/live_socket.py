"""A live socket: whole messages in and out (RFC 6455), by the sans-I/O protocol of `websockets`.

Whoever serves it reads, and nothing is read that nobody takes. Whoever has something to say writes, and
what is written is whole, one at a time, and done within a deadline.
"""

from contextlib import suppress
from select import POLLIN, poll
from socket import SHUT_WR, socket
from time import monotonic, sleep

from websockets.protocol import State

from felchat.chat.reading import Reading
from felchat.chat.wire import Wire
from felchat.chat.writing import Gone
from felchat.deadlines import deadline

GONE_WITHIN = 2
"""Seconds that a peer has to answer the closing of its socket."""
PIECE = 4096
"""Bytes that are read at once."""
LOOK_AGAIN = 0.1


class LiveSocket(Wire):
    """What the handshake left of a connection, for the one who serves it."""

    def __init__(self, sock: socket) -> None:
        super().__init__(sock)
        self._reading = Reading()
        self._nobody_reads = False
        self.heard_at = monotonic()
        """When anything came from the peer."""
        sock.settimeout(None)  # a live socket may be silent for longer than a request

    def hear(self) -> str | bytes:
        """The next message. Raises Gone."""
        while not (heard := self._reading.next()):
            self._read()
        if self._is_deaf:
            raise Gone
        try:
            return heard.text() if heard.is_text else heard.data
        except UnicodeDecodeError:
            self.hang_up(1007, "that is no text")
            raise Gone from None

    def wait(self, seconds: float) -> None:
        """Let some time pass, and read on meanwhile. Raises Gone when the socket comes to its end."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            if self.is_over or self._reading.is_full:
                sleep(min(left, LOOK_AGAIN))
                self.heard_at = monotonic()  # it is we who do not listen
            elif self._has_more_within(left):
                self._read()
        if self.is_over:
            raise Gone

    def _read(self) -> None:
        """Read a piece. Raises Gone."""
        piece = b"" if self.is_over else self._piece()
        if not piece:
            self.is_over = self._nobody_reads = True
            raise Gone
        self.heard_at = monotonic()
        self._frames.receive_data(piece)
        self._answer()
        pause = self._reading.take(self._frames.events_received(), self.heard_at)
        if self._frames.state is not State.OPEN:
            self.is_over = True
        elif pause:
            sleep(pause)

    def _has_more_within(self, seconds: float) -> bool:
        """Whether something comes, or the end. A timeout of the socket's would be the writers' as well."""
        coming = poll()
        coming.register(self._sock, POLLIN)
        return bool(coming.poll(seconds * 1000))

    def _piece(self) -> bytes:
        """What comes next; nothing at the end."""
        try:
            return self._sock.recv(PIECE)
        except OSError:
            return b""

    def await_the_end(self) -> None:
        """After `hang_up`, for whoever does not read: give the peer its time to answer, and no more."""
        until = monotonic() + GONE_WITHIN
        while not self._nobody_reads and monotonic() < until:
            sleep(LOOK_AGAIN)
        self.give_up()

    def see_off(self) -> None:
        """Close once the peer has answered, or had its time to.

        A socket closed over unread input resets the connection, and the peer may never see why.
        """
        self.is_over = self._nobody_reads = True
        with suppress(OSError), deadline(GONE_WITHIN, TimeoutError()):
            self._sock.shutdown(SHUT_WR)
            while self._sock.recv(PIECE):
                sleep(0)  # or who floods us would keep even the deadline from coming
        self._sock.close()
        self._frames.parser.close()  # it knows the protocol that knows it
