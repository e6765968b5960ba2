"""The end of a live socket at which it is told things, and that it is over (RFC 6455)."""

import logging
from contextlib import suppress
from socket import SHUT_RDWR, SHUT_WR, socket

from websockets.exceptions import InvalidState
from websockets.frames import Frame, Opcode
from websockets.protocol import SERVER, State
from websockets.protocol import Protocol as Frames

from felchat import metrics
from felchat.chat.writing import Gone, Writing, frame_of

LARGEST_MESSAGE = 64 * 1024

frames_log = logging.getLogger(f"{__name__}.frames")
frames_log.disabled = True  # at DEBUG it would write down what people say


class Wire:
    """What may be written, by whoever has something to say."""

    def __init__(self, sock: socket) -> None:
        self._sock = sock
        self._frames = Frames(SERVER, state=State.OPEN, max_size=LARGEST_MESSAGE, logger=frames_log)
        self._writing = Writing(sock)
        self.is_over = False
        """It is closed, or being closed, whoever began with it."""
        self._is_deaf = False
        """We have said the last word: what still comes is for nobody."""

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
        self.is_over = True
        with suppress(OSError):
            self._sock.shutdown(SHUT_RDWR)

    def _answer(self) -> None:
        """Write what the protocol has to say by itself: pongs, and the last word. Raises Gone."""
        if answer := b"".join(self._frames.data_to_send()):
            self._write(answer)
