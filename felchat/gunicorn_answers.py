"""What gunicorn answers by itself to what is no request: guarded like any other, and nothing repeated."""

from socket import socket

from gunicorn import util

from felchat.headers import HEADERS


def init() -> None:
    """Have gunicorn answer so from now on; its own page repeats what came."""
    util.write_error = write_error


def write_error(peer: socket, status: int, reason: str, _what_came: str) -> None:
    body = f"{reason}.\n"
    headers = HEADERS | {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body))}
    lines = [f"HTTP/1.1 {status} {reason}", "Connection: close", *map(": ".join, headers.items()), "", body]
    util.write_nonblock(peer, "\r\n".join(lines).encode("ascii"))  # type: ignore[no-untyped-call]
