"""What every answer carries, whoever gives it, and however it was asked."""

import pytest
from flask import Flask
from werkzeug import Response

from felchat import create_app
from felchat.accounts.domain import Account
from felchat.config import Settings
from felchat.headers import HEADERS, NEVER_ASKED_FOR
from felchat.services import Services
from tests.unit.all_routes import routes
from tests.unit.away import with_faults
from tests.unit.browsing import HTMX, Browser, Manner
from tests.unit.test_same_origin import HANDSHAKE

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
}
UNSAFE_SOURCES = ["unsafe", "*", "http:", "https:", "blob:", "nonce-", "data:"]
LIBRARIES = ("/docs", "/redoc")
"""Two libraries' pages, with policies of their own."""
FRAMED = ("/chat/log", "/chat/take-back", "/chat/wipe")
"""What the conversation's page shows in its frame where no script runs."""
TOLD_TO_NOBODY = ["Traceback", "SELECT", "/srv", "werkzeug", "Werkzeug", "Python", "flask", ".py", "gunicorn"]
MORE = [("GET", "/broken"), ("GET", "/away"), ("GET", "/nope"), ("TRACE", "/"), ("NONSENSE", "/nope")]
HTMX_FOR_ALL = HTMX | {"HX-Request-Type": "full"}
MANNERS: list[Manner] = [{}, HTMX, HTMX_FOR_ALL, HANDSHAKE, {"Origin": "https://e.example"}]


@pytest.fixture
def app(settings: Settings, services: Services) -> Flask:
    return with_faults(create_app(settings, services))


def is_guarded(answer: Response, path: str) -> None:
    """ASVS 5.0, 3.4.1 to 3.4.8, and 14.3.2."""
    headers = answer.headers
    assert all(len(headers.getlist(name)) == 1 for name in HEADERS), "one is missing, or is there twice"
    assert ALWAYS.items() <= dict(headers).items()
    assert set(headers["Permissions-Policy"].split(", ")) == {f"{each}=()" for each in NEVER_ASKED_FOR}
    assert "Strict-Transport-Security" not in headers
    assert "Server" not in headers
    policy = dict(each.split(" ", 1) for each in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] in (("'self'", "'none'") if path.startswith(FRAMED) else ("'none'",))
    if not path.startswith(LIBRARIES):
        assert not [word for word in UNSAFE_SOURCES if word in headers["Content-Security-Policy"]]


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("asked", MANNERS, ids=str)
def test_every_answer_to_every_method_of_every_route_is_guarded(
    app: Flask, alices: Browser, bob: Account, asked: Manner
) -> None:
    """Original fault S10."""
    seen = set()
    for client, person in ((app.test_client(), bob.id), (alices.client, bob.id), (alices.client, 99)):
        for method, path in [*routes(app, person), *MORE]:
            for used in {method, "HEAD", "PUT"} if person == bob.id else {method}:
                with client.open(path, method=used, headers=asked) as answer:
                    is_guarded(answer, path)
                    seen.add(answer.status_code)
    assert seen >= ({403} if {"Origin", "Upgrade"} & set(asked) else {200, 400, 404, 405, 500, 503})


@pytest.mark.parametrize(
    ("status", "path", "headers"),
    [
        *((304, "/static/felchat.css", {"If-None-Match": "*"}), (308, "/users", {})),
        *((400, "/", {"Host": "x" * 300}), (416, "/static/felchat.css", {"Range": "bytes=9999999-"})),
        (206, "/static/felchat.css", {"Range": "bytes=0-9"}),
    ],
)
def test_so_is_what_the_framework_answers_by_itself(
    browser: Browser, status: int, path: str, headers: Manner
) -> None:
    with browser.get(path, headers=headers) as answer:
        assert answer.status_code == status
        is_guarded(answer, path)


@pytest.mark.usefixtures("alice")
def test_so_is_a_refusal_of_what_is_too_large_or_has_no_token(
    alices: Browser, bob: Account, manner: Manner
) -> None:
    for fields, status in (({"body": "x" * 200_000}, 413), ({"csrf_token": "x"}, 400)):
        answer = alices.submit(f"/chat?user={bob.id}", manner, **fields)
        assert answer.status_code == status
        is_guarded(answer, "/chat")


@pytest.mark.usefixtures("alice")
def test_by_tls_every_answer_asks_for_nothing_but_tls_and_by_plain_http_none_does(
    app: Flask, alices: Browser, bob: Account
) -> None:
    """RFC 6797, 7.2; ASVS 5.0, 3.4.1."""
    static = f"/static/felchat.css?{alices.get('/users/login').text.partition('felchat.css?')[2][:12]}"
    for method, path in [*routes(app, bob.id), ("GET", static), ("GET", "/nope"), ("GET", "/broken")]:
        with app.test_client().open(path, method=method, base_url="https://localhost") as answer:
            assert answer.headers.getlist("Strict-Transport-Security") == ["max-age=31536000"], path


@pytest.mark.usefixtures("alice")
def test_what_breaks_says_nothing_of_how_it_is_built(app: Flask, manner: Manner) -> None:
    """ASVS 5.0, 16.5.1."""
    for path in ("/broken", "/away", "/api/v1/nope"):
        answer = app.test_client().get(path, headers=manner)
        told = f"{answer.text}{answer.headers}"
        for word in TOLD_TO_NOBODY:
            assert word not in told, path


def test_a_page_may_use_nothing_of_a_browser_that_it_does_not_need() -> None:
    assert {"camera", "microphone", "geolocation", "display-capture", "usb"} <= set(NEVER_ASKED_FOR)
    assert "autoplay" not in NEVER_ASKED_FOR
