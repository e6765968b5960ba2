"""Who brings a request slowly, or takes its answer slowly, is not waited for, and holds nobody up.

OWASP ASVS 5.0, 15.2.2. Slowloris, its sister for bodies, and slow reading.
"""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress

import pytest

from felchat import slow_peers
from tests import servers
from tests.integration.conftest import Cast, cast_of
from tests.integration.test_hostile_peers import connections

HEADERS_WITHIN = 5
SLACK = 4
REQUEST = b"POST /users/login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"
CHUNKS = b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Felchat]:
    server = servers.Felchat(
        {"DATABASE_URL": servers.sqlite(tmp_path_factory.mktemp("hasty"))}, "tests.integration.hasty:app"
    )
    server.start()
    yield server
    server.stop()
    assert "Traceback" not in server.said()


def connected(site: servers.Felchat) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), timeout=0.1)


def dribble(peer: socket.socket, piece: bytes, seconds: float) -> tuple[bytes, float]:
    """Send that again and again, and return what is answered before the end, and after how long."""
    began = time.monotonic()
    answer = b""
    while (passed := time.monotonic() - began) < seconds:
        with suppress(TimeoutError):
            try:
                peer.sendall(piece)
                if not (heard := peer.recv(65_536)):
                    break
                answer += heard
            except OSError as ended:
                if isinstance(ended, TimeoutError):
                    raise
                break
    return answer, passed


def test_headers_that_dribble_are_not_waited_for(hasty: servers.Felchat) -> None:
    def slowly(head: bytes) -> tuple[bytes, float]:
        with closing(connected(hasty)) as slow:
            slow.sendall(head)
            return dribble(slow, b"x" if head else b"", HEADERS_WITHIN + SLACK)

    with ThreadPoolExecutor() as pool:
        for answer, passed in pool.map(slowly, [b"", b"G", REQUEST, REQUEST + b"X-Slow: "]):
            assert answer == b""
            assert passed < HEADERS_WITHIN + SLACK


@pytest.mark.parametrize(("head", "piece"), [(FORM, b"x"), (CHUNKS, b"1\r\nx\r\n"), (CHUNKS, b"0")])
def test_a_body_that_dribbles_is_not_waited_for(hasty: servers.Felchat, head: bytes, piece: bytes) -> None:
    with closing(connected(hasty)) as slow:
        slow.sendall(REQUEST + head)
        answer, passed = dribble(slow, piece, slow_peers.BODY_WITHIN + SLACK)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"took too long" in answer
    assert passed < 1 + SLACK


@pytest.mark.parametrize("body", [b"z\r\n", b"1\r\nxx\r\n", b"1;\r\n", b"0\r\nno header\r\n\r\n"])
def test_a_body_that_is_none_is_refused_and_nothing_after_it_is_read(
    hasty: servers.Felchat, body: bytes
) -> None:
    with closing(connected(hasty)) as wrong:
        wrong.settimeout(10)
        wrong.sendall(REQUEST + CHUNKS + body + b"GET /ping HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        answer = b""
        while heard := wrong.recv(65_536):
            answer += heard
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1


def test_who_asks_and_asks_and_takes_no_answer_is_not_waited_for(hasty: servers.Felchat) -> None:
    before = connections(hasty)
    with closing(socket.socket()) as greedy:
        greedy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        greedy.connect(("127.0.0.1", hasty.port))
        greedy.settimeout(0.2)
        with suppress(OSError):
            for _ in range(1000):
                greedy.sendall(b"GET /static/vendor/htmx.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        servers.wait_until(lambda: connections(hasty) <= before, "it is let go", within=1 + SLACK)


def test_a_live_socket_may_be_silent_for_longer(hasty: servers.Felchat) -> None:
    cast = cast_of(hasty.url)
    with cast.alice.talking_to(cast.bob) as alices:
        alices.until("Live")
        assert alices.hears_nothing(within=2.5)
        alices.say("still here")
        assert alices.messages(1)[0].body == "still here"


def test_five_hundred_slow_ones_keep_nobody_out(site: servers.Felchat, cast: Cast) -> None:
    with ExitStack() as all_of_them, cast.alice.talking_to(cast.bob) as alices:
        alices.until("Live")
        for each in range(500):
            slow = all_of_them.enter_context(closing(connected(site)))
            slow.sendall(REQUEST + (FORM if each % 2 else b"X-Slow: "))
        began = time.monotonic()
        for each in range(20):
            assert cast.mallory.ask("/ping").status == 200
            alices.say(str(each))
            assert alices.messages(1)[0].body == str(each)
        assert time.monotonic() - began < 10
