"""From where a live socket may be opened: by the pages of this site, at the scheme that it is reached by."""

import pytest
from flask import Flask

from felchat import create_app
from felchat.config import Settings
from felchat.services import Services
from tests.unit.browsing import Browser
from tests.unit.test_same_origin import FOREIGN, HANDSHAKE

SOCKETS = ["/ws/chat?other_user=2", "/ws/people"]
TRICKS = [
    *(
        "HTTP://LOCALHOST",
        "http://LOCALHOST",
        "http://localhost.",
        "http://localhost/",
        "http://localhost:80",
    ),
    *("ws://localhost", "http://localhost http://evil.example", "http://localhost, http://evil.example"),
    *("http://127.0.0.1", "file://", "chrome-extension://localhost", "http://localhost\\@evil.example"),
]
BY_TLS = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "chat.example.org"}


@pytest.mark.usefixtures("bob")
@pytest.mark.parametrize("socket", SOCKETS)
@pytest.mark.parametrize("origin", [None, *FOREIGN, *TRICKS])
def test_neither_socket_opens_to_another_site_or_to_none(
    alices: Browser, socket: str, origin: str | None
) -> None:
    """ASVS 5.0, 4.4.2. Refused before the upgrade, with the cookie and all."""
    headers = HANDSHAKE | ({} if origin is None else {"Origin": origin})
    assert alices.get(socket, headers=headers).status_code == 403


@pytest.fixture
def behind_tls(settings: Settings, services: Services) -> Flask:
    """The application behind one proxy, which speaks TLS."""
    return create_app(settings.model_copy(update={"trusted_proxies": 1}), services)


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        *(("https://chat.example.org", 400), ("http://chat.example.org", 403), ("http://localhost", 403)),
        *(("https://localhost", 403), ("https://chat.example.org:444", 403), ("https://example.org", 403)),
    ],
)
def test_by_tls_a_page_of_plain_http_is_another_site(behind_tls: Flask, origin: str, status: int) -> None:
    """Whoever can alter plain http on the way writes such pages. 400 says that no socket is there."""
    asked = BY_TLS | HANDSHAKE | {"Origin": origin}
    client = behind_tls.test_client()
    assert client.get("/ping", headers=asked).status_code == status
    posted = client.post("/users/login", headers=BY_TLS | {"Origin": origin})
    assert posted.status_code == (400 if status == 400 else 403)


def test_what_a_client_says_of_a_proxy_counts_for_nothing_where_there_is_none(browser: Browser) -> None:
    asked = BY_TLS | HANDSHAKE | {"Origin": "https://chat.example.org"}
    assert browser.get("/ws/people", headers=asked).status_code == 403
