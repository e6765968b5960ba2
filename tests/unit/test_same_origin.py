"""What another site makes a browser do here is refused: by its origin first, by the form's token then."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from felchat.accounts.domain import Account
from tests.unit.browsing import Browser, Manner

FETCHED = "Sec-Fetch-Site"
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
FOREIGN = [
    *(
        "null",
        "",
        "http://evil.example",
        "https://evil.example",
        "http://localhost.evil.example",
        "http://xlocalhost",
    ),
    *(
        "http://localhost:8001",
        "http://sub.localhost",
        "http://localhost@evil.example",
        "evil.example",
        "http://[",
    ),
    *(
        "http://evil.example/localhost",
        "http://evil.example#localhost",
        "http://evil.example?http://localhost",
    ),
]
OURS = [{}, {"Origin": "http://localhost"}, {FETCHED: "same-origin"}, {FETCHED: "none"}]
OURS += [{FETCHED: "same-origin", "Origin": "http://localhost"}]
THEIRS = [{"Origin": origin} for origin in FOREIGN]
THEIRS += [
    {FETCHED: "cross-site"},
    {FETCHED: "same-site"},
    {FETCHED: "cross-site", "Origin": "http://localhost"},
]
THEIRS += [{FETCHED: "invented", "Origin": "http://localhost"}]
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def unsafe(app: Flask) -> list[tuple[str, str]]:
    """Every address of a form, and its method; the placeholders filled. The API has tests of its own."""
    pages = [rule for rule in app.url_map.iter_rules() if not rule.rule.startswith("/api/")]
    found = [(rule, method) for rule in pages for method in rule.methods or ()]
    return [(filled(rule), method) for rule, method in found if method not in SAFE_METHODS]


def filled(rule: Rule) -> str:
    _, address = rule.build(dict.fromkeys(rule.arguments, 1), append_unknown=False) or ("", rule.rule)
    return address


@pytest.mark.parametrize("headers", OURS, ids=str)
def test_our_own_pages_may_post(alices: Browser, headers: Manner) -> None:
    assert alices.submit("/users/logout", headers).status_code == 303
    assert not alices.is_signed_in()


@pytest.mark.parametrize("headers", THEIRS, ids=str)
def test_another_site_may_not_post_even_with_a_token(alices: Browser, headers: Manner) -> None:
    assert alices.submit("/users/logout", headers).status_code == 403
    assert alices.is_signed_in()


def test_a_port_is_part_of_the_origin(alices: Browser) -> None:
    token = alices.token()
    for origin, status in (("http://localhost", 403), ("http://localhost:8000", 303)):
        answer = alices.client.post(
            "/users/logout",
            base_url="http://localhost:8000",
            data={"csrf_token": token},
            headers={"Origin": origin},
        )
        assert answer.status_code == status


@pytest.mark.parametrize("headers", THEIRS, ids=str)
def test_a_link_on_another_site_may_lead_here(alices: Browser, headers: Manner) -> None:
    for ask in (alices.client.get, alices.client.head, alices.client.options):
        assert ask("/users/", headers=headers).status_code == 200


@pytest.mark.parametrize("origin", [None, *FOREIGN])
@pytest.mark.parametrize("more", [{}, {FETCHED: "same-origin"}, {"Upgrade": "WebSocket"}], ids=str)
def test_a_socket_of_another_site_or_of_none_is_refused(
    alices: Browser, bob: Account, origin: str | None, more: Manner
) -> None:
    """Original fault S2."""
    headers = HANDSHAKE | more | ({} if origin is None else {"Origin": origin})
    answer = alices.get(f"/ws/chat?other_user={bob.id}", headers=headers)
    assert answer.status_code == 403


def test_a_socket_of_our_own_origin_passes_the_guard(browser: Browser) -> None:
    """It is told then that there is no socket at that address; the live socket has suites of its own."""
    assert browser.get("/ping", headers=HANDSHAKE | {"Origin": "http://localhost"}).status_code == 400
    assert browser.get("/ping", headers=HANDSHAKE | {"Origin": "http://evil.example"}).status_code == 403


def test_there_are_forms_to_guard(app: Flask) -> None:
    known = {"/users/register", "/users/login", "/users/logout", "/users/profile", "/chat"}
    assert known <= {path for path, _ in unsafe(app)}


def test_no_form_is_taken_without_its_token(
    alices: Browser, bob: Account, app: Flask, manner: Manner
) -> None:
    """Original fault S7."""
    for path, method in unsafe(app):
        answer = alices.client.open(path, method=method, query_string={"user": bob.id}, headers=manner)
        assert answer.status_code == 400, path
        assert alices.is_signed_in(), path


def test_no_form_is_taken_with_the_token_of_somebody_elses_session(
    alices: Browser, mallorys: Browser, bob: Account, app: Flask
) -> None:
    """Original fault S7."""
    stolen = {"csrf_token": mallorys.token(), "body": "hello", "username": "x", "password": "y", "email": "z"}
    for path, method in unsafe(app):
        answer = alices.client.open(path, method=method, query_string={"user": bob.id}, data=stolen)
        assert answer.status_code == 400, path
    assert alices.is_signed_in()
    assert "<article" not in alices.get(f"/chat?user={bob.id}").text


def test_a_token_from_before_signing_in_is_worthless_after_it(browser: Browser, alice: Account) -> None:
    before = browser.token()
    browser.sign_in(alice.username)
    assert browser.client.post("/users/logout", data={"csrf_token": before}).status_code == 400
    assert browser.is_signed_in()
