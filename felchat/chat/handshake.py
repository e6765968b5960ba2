"""How a socket begins: the handshake is flask-sock's, and what it leaves is a live socket."""

import re
from collections.abc import Callable
from typing import Any

from simple_websocket import Server
from wsproto.utilities import RemoteProtocolError

from felchat.chat.live_socket import LiveSocket

KEY = re.compile(r"[A-Za-z0-9+/]{21}[AQgw]==")
"""Sixteen bytes in base64 (RFC 6455, 4.1)."""


class NoThread:
    """Given to simple-websocket for the thread that would read beside whoever serves the socket."""

    name = ""

    def __init__(self, target: Callable[[], None]) -> None:
        pass

    def start(self) -> None:
        pass


def prepare(environ: dict[str, Any]) -> None:
    """Before the handshake: agree to no compression.

    A compressor costs 145 KB a socket, and decompression is a way to attack. Raises RemoteProtocolError
    for what wsproto would take and is no handshake (RFC 6455, 4.2.1).
    """
    asked = (environ["REQUEST_METHOD"], environ["SERVER_PROTOCOL"])
    if asked != ("GET", "HTTP/1.1") or not KEY.fullmatch(environ.get("HTTP_SEC_WEBSOCKET_KEY", "")):
        raise RemoteProtocolError("no handshake")
    environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)


def adopt(ws: Server) -> LiveSocket:
    """The live socket after the handshake. What shook hands lets go of all it knows.

    flask-sock makes a class for each socket, and that stays until the collector comes by, with what it knows.
    """
    live = LiveSocket(ws.sock)
    ws.connected = False
    del ws.ws, ws.sock, ws.environ
    return live
