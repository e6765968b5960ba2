"""What every answer carries, and what is answered when something is wrong."""

from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from felchat import create_app
from felchat.config import Settings
from felchat.services import Services
from tests.unit.away import with_faults
from tests.unit.browsing import HTMX, Browser, Manner, parsed, text_of

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# fmt: off
MISSING = [
    "/nope", "/static/nope.css", "/chat", "/chat?user=1", "/chat?user=99", "/chat?user=x", "/chat?user=-1",
    "/chat?user=0", "/chat?user=%00", "/chat?user=" + "9" * 4000, "/chat?user=" + "9" * 5000,
    "/chat/history?user=2&before=x", "/chat/composer?user=2", "/chat/composer?user=2&nonce=x",
    "/chat/mended?user=2", "/chat/mended?user=2&nonce=x",
]
# fmt: on
ERRORS = [
    *(("GET", path, 404) for path in MISSING),
    *(("POST", "/ping", 405), ("GET", "/users/logout", 405), ("POST", "/users/login", 400)),
    *(("GET", "/broken", 500), ("GET", "/away", 503)),
]


@pytest.fixture
def app(settings: Settings, services: Services) -> Flask:
    return with_faults(create_app(settings, services))


def test_a_host_that_is_none_is_refused_without_a_page(app: Flask) -> None:
    answer = app.test_client().get("/users/", headers={"Host": "x" * 300})
    assert answer.status_code == 400


def test_a_forged_cookie_that_remembers_signs_nobody_in(app: Flask) -> None:
    answer = app.test_client(use_cookies=False).get("/users/", headers={"Cookie": "remember_token=\xff|\xff"})
    assert answer.status_code == 303


@pytest.mark.usefixtures("alice", "bob")
@pytest.mark.parametrize(("method", "path", "code"), ERRORS, ids=lambda each: str(each)[:30])
def test_what_goes_wrong_is_told(alices: Browser, method: str, path: str, code: int) -> None:
    """Original fault C12: the history told of errors with status 200."""
    page, notice = (alices.client.open(path, method=method, headers=each) for each in ({}, HTMX))
    assert (page.status_code, notice.status_code) == (code, code)
    assert text_of(parsed(page.text).find(".//h1")) == parsed(notice.text).find(".//strong").text.rstrip(".")
    assert "<html" not in notice.text
    assert notice.headers["HX-Retarget"] == "#notice"
    for told in (page.text, notice.text):
        assert "Traceback" not in told
        assert "SELECT" not in told
        assert "werkzeug" not in told.lower()


@pytest.mark.usefixtures("alice", "bob")
def test_a_form_that_is_too_large_is_refused(alices: Browser, manner: Manner) -> None:
    answer = alices.submit("/chat?user=2", manner, body="x" * 200_000)
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_static_files_are_kept_for_ever_under_an_address_of_their_content(
    app: Flask, browser: Browser
) -> None:
    """Original faults P13 and P8."""
    page = parsed(browser.get("/users/login").text)
    addresses = [
        each.get("href") or each.get("src") for each in page.iter() if each.tag in ("link", "script", "img")
    ]
    assert len(addresses) >= 4
    for address in addresses:
        path, _, version = address.partition("?v=")
        with browser.get(address) as answer:
            assert answer.headers["Cache-Control"].startswith("public, max-age=31536000")
            assert HEADERS.items() <= dict(answer.headers).items()
        content = Path(app.static_folder or "", path.removeprefix("/static/")).read_bytes()
        assert version
        assert sha256(content).hexdigest().startswith(version)


@pytest.mark.usefixtures("alice", "bob")
@pytest.mark.parametrize(
    "path", ["/users/", "/chat?user=2", "/users/login", "/users/register", "/users/profile"]
)
def test_htmx_gets_of_a_page_what_it_is_about_and_all_of_it_when_it_asks_for_that(
    alices: Browser, path: str
) -> None:
    part = alices.get(path, headers=HTMX).text
    whole = alices.get(path, headers={**HTMX, "HX-Request-Type": "full"}).text
    assert "<html" not in part
    assert part.count("<h1") == part.count("<title>") == 1
    assert "<html" in whole
    assert "<html" in alices.get(path).text
