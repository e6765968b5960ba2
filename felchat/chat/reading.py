"""What was read from a socket and is not taken yet: fragments become messages, and a flood is held up."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from websockets.frames import Frame, Opcode

AT_ONCE = 1000
A_SECOND = 1000
"""Frames of one socket, of whatever kind, limits or not: pings and fragments too take time, and gevent turns
to nobody else as long as there is something to read. It leaves a flood a hundredth of a process."""
MOST_UNTAKEN = 64
"""Messages that may wait to be taken; beyond them no more is read."""
OF_A_MESSAGE = (Opcode.TEXT, Opcode.BINARY, Opcode.CONT)


@dataclass(slots=True)
class Heard:
    """A message, as its fragments have it so far."""

    is_text: bool
    data: bytes

    def text(self) -> str:
        """Raises UnicodeDecodeError."""
        return self.data.decode()


@dataclass(slots=True)
class Reading:
    """The messages that one socket has brought, in order."""

    _whole: deque[Heard] = field(default_factory=deque)
    _part: Heard | None = None
    _paid_until: float = 0.0
    """Up to when the frames so far would have lasted, had they come no faster than they may."""

    @property
    def is_full(self) -> bool:
        return len(self._whole) >= MOST_UNTAKEN

    def next(self) -> Heard | None:
        """The next message, if one is whole."""
        return self._whole.popleft() if self._whole else None

    def take(self, frames: Sequence[object], now: float) -> float:
        """Put in frames that keep to the protocol. Returns for how many seconds no more is to be read."""
        for frame in frames:
            if isinstance(frame, Frame) and frame.opcode in OF_A_MESSAGE:
                self._add(frame)
        self._paid_until = max(self._paid_until, now) + len(frames) / A_SECOND
        return max(0.0, self._paid_until - now - AT_ONCE / A_SECOND)

    def _add(self, frame: Frame) -> None:
        if self._part is None:
            self._part = Heard(frame.opcode is Opcode.TEXT, bytes(frame.data))
        else:
            self._part.data += frame.data
        if frame.fin:
            self._whole.append(self._part)
            self._part = None
