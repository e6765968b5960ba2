"""Whom the application believes about the client: nobody, or as many proxies as it was told of."""

import pytest
from flask import request

from felchat import create_app
from felchat.config import Settings
from felchat.services import Services

FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Port": "1",
    "X-Real-IP": "203.0.113.9",
    "Forwarded": "for=203.0.113.9;proto=https;host=evil.example",
}
PEER = "192.0.2.1"
CLIENT = "198.51.100.7"
EDGE = "192.0.2.2"


def seen(settings: Settings, services: Services, proxies: int, headers: dict[str, str]) -> dict[str, str]:
    """What the application makes of a request that comes from PEER to http://localhost."""
    app = create_app(settings.model_copy(update={"trusted_proxies": proxies}), services)
    app.add_url_rule("/seen", view_func=told)
    answer = app.test_client().get("/seen", headers=headers, environ_overrides={"REMOTE_ADDR": PEER})
    told_of: dict[str, str] = answer.json or {}
    return told_of | {"hsts": str("Strict-Transport-Security" in answer.headers)}


def told() -> dict[str, str | None]:
    return {"client": request.remote_addr, "address": request.base_url}


def test_a_forged_header_is_not_believed_when_no_proxy_is_configured(
    settings: Settings, services: Services
) -> None:
    assert settings.trusted_proxies == 0
    expected = {"client": PEER, "address": "http://localhost/seen", "hsts": "False"}
    assert seen(settings, services, 0, FORGED) == expected


def test_a_configured_proxy_tells_client_scheme_and_host(settings: Settings, services: Services) -> None:
    headers = {"X-Forwarded-For": CLIENT, "X-Forwarded-Proto": "https", "X-Forwarded-Host": "chat.example"}
    expected = {"client": CLIENT, "address": "https://chat.example/seen", "hsts": "True"}
    assert seen(settings, services, 1, headers) == expected


@pytest.mark.parametrize(("proxies", "chain"), [(1, [CLIENT]), (2, [CLIENT, EDGE])])
def test_what_the_client_wrote_before_the_proxies_is_not_believed(
    settings: Settings, services: Services, proxies: int, chain: list[str]
) -> None:
    forged_before = ", ".join(["203.0.113.9", "203.0.113.10", *chain])
    headers = FORGED | {"X-Forwarded-For": forged_before, "X-Forwarded-Host": "evil.example, chat.example"}
    expected = {"client": CLIENT, "address": "https://chat.example/seen", "hsts": "True"}
    assert seen(settings, services, proxies, headers) == expected


def test_a_request_that_came_around_the_proxy_is_its_peers(settings: Settings, services: Services) -> None:
    assert seen(settings, services, 1, {})["client"] == PEER
