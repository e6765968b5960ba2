"""A fault of ours, and handshakes that are none: a code or an error page, never one inside the other."""

from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from tests import servers
from tests.integration.conftest import Cast, cast_of


@pytest.fixture(scope="module")
def broken_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Felchat]:
    database_url = servers.sqlite(tmp_path_factory.mktemp("broken"))
    server = servers.Felchat({"DATABASE_URL": database_url}, application="tests.integration.broken:app")
    server.start()
    yield server
    server.stop()
    server.log.unlink()


def test_a_fault_closes_its_socket_with_1011_and_no_other(broken_site: servers.Felchat) -> None:
    cast = cast_of(broken_site.url)
    with cast.alice.talking_to(cast.bob) as alices, cast.bob.talking_to(cast.alice) as bobs:
        alices.until("Live")
        alices.say("break")
        assert alices.close_code() == 1011
        bobs.say("still here")
        assert bobs.messages(1)[0].body == "still here"
    assert "A socket broke: RuntimeError at" in broken_site.said()
    assert "the fault that the test asked for" not in broken_site.said()
    with cast.alice.talking_to(cast.bob) as back:
        assert back.messages(1)[0].body == "still here"


def test_a_fault_in_a_page_shows_nothing_of_itself(broken_site: servers.Felchat) -> None:
    cast = cast_of(broken_site.url)
    page = f"/chat?user={cast.bob.id}"
    answer = cast.alice.submit(page, body="break")
    assert answer.status == 500
    assert "Something broke on our side" in answer.text
    for part in ("Traceback", "RuntimeError", "the fault", ".py"):
        assert part not in answer.text
    assert answer.headers["X-Request-ID"] in broken_site.said()
    assert "the fault" not in broken_site.said()


HANDSHAKES = [
    {},
    {"Upgrade": "websocket", "Connection": "Upgrade"},
    {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"},
    {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="},
    {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "12",
    },
]


@pytest.mark.parametrize("headers", HANDSHAKES)
def test_a_handshake_that_is_none_gets_an_error_page(
    site: servers.Felchat, cast: Cast, headers: dict[str, str]
) -> None:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=10)
    cookie = {"Cookie": cast.alice.cookie(), "Origin": site.url}
    connection.request("GET", f"/ws/chat?other_user={cast.bob.id}", headers={**cookie, **headers})
    answer = connection.getresponse()
    assert answer.status == 400
    assert b"did not arrive as it should" in answer.read()
    connection.close()
