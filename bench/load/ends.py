"""One end of a conversation: an open socket that notes what comes, and when."""

import re
from asyncio import Future, TimerHandle, get_running_loop
from time import perf_counter

from picows import WSFrame, WSListener, WSMsgType, WSTransport

MARK = re.compile(rb"~(\d+)\.(\d+)~")
"""Conversation and number of a message, in its text."""

ASKS_TO_READ = b'id="reader"'
POSITION = re.compile(rb'name="last" value="([0-9-]+)"')
READ_AFTER = 0.3
"""Seconds: the delay in templates/chat/_reader.html."""


class End(WSListener):
    """A socket of one person's in one conversation."""

    def __init__(self, conversation: int, side: int) -> None:
        self.conversation = conversation
        self.side = side
        self.numbers: list[int] = []
        self.at: list[float] = []
        self.strayed = 0
        self.greeted: Future[bool] = get_running_loop().create_future()
        """Whether it was let in: true with the first frame, false when it is closed before one came."""
        self.transport: WSTransport | None = None
        self.close_code: int | None = None
        self._mark = str(conversation).encode()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type is WSMsgType.TEXT:
            self.hear(frame.get_payload_as_bytes())
        elif frame.msg_type is WSMsgType.CLOSE:
            self.close_code = int(frame.get_close_code())
            transport.disconnect()

    def hear(self, frame: bytes) -> None:
        """Note each message in the frame once, however often the frame names it."""
        if not self.greeted.done():
            self.greeted.set_result(True)
        now, before = perf_counter(), -1
        for conversation, text in MARK.findall(frame):
            if (number := int(text)) != before:
                before = number
                if conversation == self._mark:
                    self.numbers.append(number)
                    self.at.append(now)
                else:
                    self.strayed += 1

    def on_ws_disconnected(self, _transport: WSTransport) -> None:
        self.transport = None
        if not self.greeted.done():
            self.greeted.set_result(False)

    def send(self, frame: bytes) -> None:
        """Send it, or lose it when there is no connection any more, as the network would."""
        if self.transport:
            self.transport.send(WSMsgType.TEXT, frame)

    def forget(self) -> None:
        self.numbers, self.at, self.strayed = [], [], 0


class SocketIoEnd(End):
    """The same behind Socket.IO's own frames (Engine.IO protocol 4): open, connect, ping."""

    def hear(self, frame: bytes) -> None:
        if frame[:1] == b"0":
            self.send(b"40")
        elif frame == b"2":
            self.send(b"3")
        else:
            super().hear(frame)


class ReadingEnd(End):
    """A page of Felchat's that is looked at: it says how far, a moment after the last that came."""

    _soon: TimerHandle | None = None

    def hear(self, frame: bytes) -> None:
        super().hear(frame)
        if ASKS_TO_READ in frame and (last := POSITION.search(frame)):
            if self._soon:
                self._soon.cancel()
            says = b'{"type": "read", "last": "%b", "headers": {"HX-Request": "true"}}' % last[1]
            self._soon = get_running_loop().call_later(READ_AFTER, self.send, says)
