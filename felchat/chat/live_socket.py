"""A live socket: whole messages in and out (RFC 6455), by the sans-I/O protocol of `websockets`.

Whoever serves it reads, and nothing is read that nobody takes. Whoever has something to say writes, and
what is written is whole, one at a time, and done within a deadline.
"""

import logging
from contextlib import suppress
from socket import SHUT_RDWR, SHUT_WR, socket
from time import monotonic, sleep

from websockets.exceptions import InvalidState
from websockets.frames import Frame, Opcode
from websockets.protocol import SERVER, State
from websockets.protocol import Protocol as Frames

from felchat import metrics
from felchat.chat.reading import Reading
from felchat.chat.writing import Gone, Writing, frame_of
from felchat.deadlines import deadline

GONE_WITHIN = 2
"""Seconds that a peer has to answer the closing of its socket."""
LARGEST_MESSAGE = 64 * 1024
PIECE = 4096
"""Bytes that are read at once."""
LOOK_AGAIN = 0.1

frames_log = logging.getLogger(f"{__name__}.frames")
frames_log.disabled = True  # at DEBUG it would write down what people say


class LiveSocket:
    """What the handshake left of a connection."""

    def __init__(self, sock: socket) -> None:
        self._sock = sock
        self._frames = Frames(SERVER, state=State.OPEN, max_size=LARGEST_MESSAGE, logger=frames_log)
        self._reading = Reading()
        self._writing = Writing(sock)
        self.is_over = False
        """It is closed, or being closed, whoever began with it."""
        self._is_deaf = False
        """We have said the last word: what still comes is for nobody."""
        self._nobody_reads = False
        self.heard_at = monotonic()
        """When anything came from the peer."""
        sock.settimeout(None)  # a live socket may be silent for longer than a request

    # --- Hearing ---

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
            else:
                self._sock.settimeout(left)
                with suppress(TimeoutError):
                    self._read()
        self._sock.settimeout(None)
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

    def _piece(self) -> bytes:
        """What comes next; nothing at the end. Raises TimeoutError."""
        try:
            return self._sock.recv(PIECE)
        except TimeoutError:
            raise
        except OSError:
            return b""

    def _answer(self) -> None:
        """Write what the protocol has to say by itself: pongs, and the last word. Raises Gone."""
        if answer := b"".join(self._frames.data_to_send()):
            self._write(answer)

    # --- Telling ---

    def tell(self, text: str) -> None:
        """Write a message. Raises Gone."""
        if self.is_over:
            raise Gone
        self._write(frame_of(text))

    def tell_at_once(self, frame: bytes) -> bool:
        """Write the frame without waiting, where that is possible; whether it was: see Writing."""
        try:
            return not self.is_over and self._writing.at_once(frame)
        except Gone:
            self.give_up()
            return True  # nobody is there who could be told otherwise

    @property
    def is_free(self) -> bool:
        """Whether something can be told at once: nothing is being written, or left to be."""
        return self._writing.is_free and not self.is_over

    def finish(self) -> None:
        """Write what did not fit when it was told at once. Raises Gone."""
        self._write(b"")

    def _write(self, frame: bytes) -> None:
        try:
            self._writing.whole(frame)
        except Gone:
            self.give_up()
            raise

    # --- Ending ---

    def ping(self) -> None:
        """Ask the peer whether it is there, if that can be asked at once."""
        self.tell_at_once(Frame(Opcode.PING, b"").serialize(mask=False))

    def let_go(self) -> None:
        """End a socket whose peer is silent. Should it hear, it may come back: 1008 would forbid that."""
        with suppress(InvalidState):
            self._frames.send_close(1013, "no answer, come back")
            self.tell_at_once(b"".join(self._frames.data_to_send()))
        self.give_up()

    def hang_up(self, code: int, reason: str) -> None:
        """Say why and close. Closing twice is no error."""
        metrics.meters.hung_up(code)
        with suppress(InvalidState, Gone):
            self._frames.send_close(code, reason)
            self._answer()
        self.is_over = self._is_deaf = True
        with suppress(OSError):
            self._sock.shutdown(SHUT_WR)

    def give_up(self) -> None:
        """End a socket whose peer is gone or does not read; wakes whoever waits for a message."""
        self.is_over = self._is_deaf = True
        with suppress(OSError):
            self._sock.shutdown(SHUT_RDWR)

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
            while self._sock.recv(LARGEST_MESSAGE):
                sleep(0)  # or who floods us would keep even the deadline from coming
        self._sock.close()
