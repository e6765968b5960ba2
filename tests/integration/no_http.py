"""What is no HTTP, with a canary where it is wrong."""

import socket
from contextlib import closing, suppress

from tests.integration.canaries import canary, port_of
from tests.integration.person import Person


def to_gunicorn(person: Person) -> None:
    """Say all of it to gunicorn."""
    for what in (
        f"{canary().upper()} / HTTP/1.1\r\nHost: x",
        f"{canary()}\x00 / HTTP/1.1\r\nHost: x",
        f"GET /{canary()} HTTP/{canary()}\r\nHost: x",
        f"GET /{canary() * 300} HTTP/1.1\r\nHost: x",
        f"GET / HTTP/1.1\r\nHost: x\r\n{canary()} x: y",
        f"GET / HTTP/1.1\r\nHost: x\r\nX-A: {canary()}\x1b[31m",
        f"GET / HTTP/1.1\r\nHost: {canary()}.example",
        f"GET / HTTP/1.1\r\nHost: {canary()}@[x",
        f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {canary()}",
        f"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {canary()}",
        f"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{canary()}",
        f"GET {canary()} HTTP/1.1\r\nHost: x\r\nExpect: {canary()}",
    ):
        with closing(socket.create_connection(("127.0.0.1", port_of(person)), 10)) as line:
            line.sendall(f"{what}\r\n\r\n".encode())
            with suppress(OSError):
                line.shutdown(socket.SHUT_WR)
                while line.recv(65_536):
                    pass
