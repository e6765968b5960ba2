"""How a socket begins, is written to, and ends, whatever its peer does."""

import re
from contextlib import suppress
from time import sleep
from typing import Any

from simple_websocket import ConnectionClosed, Server
from wsproto.events import CloseConnection, Ping
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from felchat import metrics
from felchat.chat.whole_frames import WholeFrames

KEY = re.compile(r"[A-Za-z0-9+/]{21}[AQgw]==")
"""Sixteen bytes in base64 (RFC 6455, 4.1)."""
GONE_WITHIN = 2
"""Seconds that a peer has to answer the closing of its socket."""


def prepare(environ: dict[str, Any]) -> None:
    """Before the handshake: hand over the better socket, and agree to no compression.

    A compressor costs 145 KB a socket, and decompression is a way to attack. Raises RemoteProtocolError
    for what wsproto would take and is no handshake (RFC 6455, 4.2.1).
    """
    asked = (environ["REQUEST_METHOD"], environ["SERVER_PROTOCOL"])
    if asked != ("GET", "HTTP/1.1") or not KEY.fullmatch(environ.get("HTTP_SEC_WEBSOCKET_KEY", "")):
        raise RemoteProtocolError("no handshake")
    environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
    for key in ("gunicorn.socket", "werkzeug.socket"):
        if key in environ:
            environ[key] = WholeFrames(environ[key])


def adopt(ws: Server) -> None:
    """Let the socket read no further than its reader follows."""
    ws.sock.unread = ws.input_buffer


def ping(ws: Server) -> None:
    """Ask the peer whether it is there."""
    with suppress(LocalProtocolError):  # it is being closed
        ws.sock.offer(ws.ws.send(Ping()))


def let_go(ws: Server) -> None:
    """End a socket whose peer is silent. If it hears after all, it may come back; 1008 would forbid that."""
    with suppress(LocalProtocolError):
        ws.sock.offer(ws.ws.send(CloseConnection(CloseReason.TRY_AGAIN_LATER, "no answer, come back")))
    give_up(ws)


def take(ws: Server) -> str | bytes:
    """The next frame of the peer. Raises ConnectionClosed, also after our own last word."""
    frame: str | bytes = ws.receive()
    if ws.sock.is_over:
        raise ConnectionClosed(CloseReason.NORMAL_CLOSURE)
    return frame


def wait(ws: Server, seconds: float) -> None:
    """Let some time pass. Raises ConnectionClosed when the socket came to its end meanwhile."""
    sleep(seconds)
    if ws.sock.is_over or not ws.connected:
        raise ConnectionClosed(CloseReason.NORMAL_CLOSURE)


def tell(ws: Server, frame: str) -> None:
    """Write a frame. Raises ConnectionClosed or OSError."""
    try:
        ws.send(frame)
    except LocalProtocolError:  # it is being closed, and the error would name what was to be sent
        raise ConnectionClosed(CloseReason.ABNORMAL_CLOSURE) from None


def hang_up(ws: Server, code: int, reason: str) -> None:
    """Say why and close; wakes whoever waits for a frame. Closing twice is no error."""
    metrics.meters.hung_up(code)
    with suppress(OSError, LocalProtocolError, ConnectionClosed):
        ws.close(code, reason)
    ws.sock.is_over = True
    ws.event.set()


def give_up(ws: Server) -> None:
    """End a socket whose peer is gone or does not read; wakes whoever waits for a frame."""
    ws.connected = False
    ws.sock.cut()
    ws.event.set()


def see_off(ws: Server) -> None:
    """Wait until the peer has answered the closing, but not for long."""
    ws.sock.is_over = True
    ws.thread.join(GONE_WITHIN)
    if ws.thread.is_alive():
        ws.sock.cut()
        ws.thread.join(GONE_WITHIN)
