"""What is no request at all gunicorn answers by itself: as guarded as anything, and repeating nothing."""

import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse

import pytest

from felchat.headers import HEADERS
from tests import servers

CANARY = "canary"
NO_REQUESTS = [
    (b"<b>canary</b>\r\n\r\n", 400),
    (b"canary / HTTP/9.9\r\n\r\n", 400),
    (b"G<i>canary / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: a\r\ncan<i>ary: 1\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n canary\r\n\r\n", 400),
    (b"GET /" + b"canary" * 400 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-Canary: canary\r\n" * 60 + b"\r\n", 431),
    (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: canary\r\n\r\n", 501),
    (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Felchat]:
    with servers.felchat(DATABASE_URL=servers.sqlite(tmp_path_factory.mktemp("alone"))) as server:
        yield server


@pytest.mark.parametrize(("sent", "status"), NO_REQUESTS, ids=lambda each: str(each)[:40])
def test_what_is_no_request_is_refused_in_few_words(alone: servers.Felchat, sent: bytes, status: int) -> None:
    """ASVS 5.0, 16.5.1: neither what it runs on, nor what was sent."""
    with closing(socket.create_connection(("127.0.0.1", alone.port), timeout=15)) as peer:
        peer.sendall(sent)
        answer = HTTPResponse(peer)
        answer.begin()
        said = answer.read().decode() + str(answer.headers)
    assert answer.status == status
    assert HEADERS.items() <= dict(answer.headers.items()).items()
    assert answer.headers["Connection"] == "close"
    assert CANARY not in said.lower()
    assert "unicorn" not in said


@pytest.mark.parametrize("path", ["/ping", "/nope", "/static/felchat.svg"])
def test_no_answer_names_the_version_of_what_it_runs_on(alone: servers.Felchat, path: str) -> None:
    """ASVS 5.0, 13.4.6."""
    with closing(HTTPConnection("127.0.0.1", alone.port, timeout=15)) as line:
        line.request("GET", path)
        answer = line.getresponse()
        assert answer.headers["Server"] in (None, "gunicorn")
        assert not [value for value in answer.headers.values() if "Python" in value or "Werkzeug" in value]
