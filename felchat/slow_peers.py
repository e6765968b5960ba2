"""What a request brings comes within a while, what it is answered goes within a while, and others get on.

OWASP ASVS 5.0, 15.2.2. gunicorn's `keepalive` bounds what comes before a body, and its gevent worker
nothing else. Live sockets have bounds of their own (chat/live_socket.py).
"""

from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from flask import Flask
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import BadRequest, RequestTimeout

from felchat.deadlines import deadline

if TYPE_CHECKING:
    from collections.abc import Iterable
    from socket import socket

    from _typeshed.wsgi import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

BODY_WITHIN = 15
"""Seconds for all of it, at whatever pace: 192 KiB at 13 KiB a second."""
PIECE_TAKEN_WITHIN = 15
"""Seconds that a piece of an answer may wait for its reader."""
PIECE = 16 * 1024
"""Bytes that are read at once."""


class Punctual:
    """Hands an application bodies that come in time and whole, or end the request: 408 and 400."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        environ["wsgi.input"] = PunctualBody(environ["wsgi.input"])
        return self.application(environ, start_response)


class PunctualBody:
    """A body whose time begins when it is first read."""

    def __init__(self, body: "InputStream") -> None:
        self._body = body
        self._ends_at: float | None = None

    def read(self, size: int = -1) -> bytes:
        """Raises RequestTimeout, and BadRequest for what is no HTTP."""
        self._ends_at = self._ends_at or monotonic() + BODY_WITHIN
        left = self._ends_at - monotonic()
        if left <= 0:
            raise RequestTimeout
        try:
            with deadline(left, RequestTimeout()):
                return self._body.read(size)
        except ParseException:
            raise BadRequest from None


class InTurns:
    """A connection from which others are served in between, however fast it comes.

    gevent turns to nobody else as long as there is something to read.
    """

    def __init__(self, connection: "socket") -> None:
        self._connection = connection

    def recv(self, size: int) -> bytes:
        sleep(0)
        return self._connection.recv(min(size, PIECE))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def keep_in_turn(request: Any) -> None:
    """Let gunicorn read what follows in turns, and wait no longer for whoever it writes to.

    It is to be told before it answers each request.
    """
    unreader = request.unreader
    if not isinstance(unreader.sock, InTurns):
        unreader.sock.settimeout(PIECE_TAKEN_WITHIN)
        unreader.sock = InTurns(unreader.sock)


def init_app(app: Flask) -> None:
    app.wsgi_app = Punctual(app.wsgi_app)  # type: ignore[method-assign]
