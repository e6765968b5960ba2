"""A page of another site, opened by somebody who is signed in here; its browser sends the cookie along.

The other site is another port of this host, which is what SameSite does not guard against.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, product
from threading import Thread

import pytest
from playwright.sync_api import Page, expect
from werkzeug.urls import iri_to_uri

from felchat.web import safe_next
from tests.browser.cast import Cast
from tests.browser.person import Person
from tests.servers import wait_until
from tests.unit.test_going_on import EVIL, SAFE

PAGES = [
    *("/", "/users/", "/users/profile", "/users/login", "/users/register", "/nope", "/docs", "/redoc"),
    *("/ping", "/openapi.json", "/api/v1/users/me", "/chat/gone", "/static/felchat.svg"),
]
REFUSED = "chrome-error://chromewebdata/"
SIGNS = ["/", "\\", "\t", "\n", " ", ".", ":", "@", "?", "#", "%2f", "\u3002", "\uff0f", "\u2028", "a"]
LEAVES = """addresses => addresses.map(each => {
    try { return new URL(each, location.href).origin !== location.origin } catch { return true }
})"""
FETCH = "([address, init]) => fetch(address, init).then(answer => answer.type, () => 'refused')"
OPEN = """address => new Promise(said => {
    const socket = new WebSocket(address)
    socket.onopen = () => said("open")
    socket.onerror = () => said("refused")
})"""


@contextmanager
def another_site(page: str) -> Iterator[str]:
    """The address of a server that answers everything with that page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!DOCTYPE html><link rel=icon href='data:,'>{page}".encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def alice(cast: Cast, site: str) -> Person:
    alice, bob = cast.person("alice", site), cast.person("bob", site)
    alice.finds(bob)
    cast.excuse(
        "frame-ancestors|ERR_BLOCKED_BY_RESPONSE|ERR_FAILED|status of 40[0-9]|WebSocket connection|CORS|CSP"
    )
    return alice


def test_no_page_may_be_framed_by_another_site(alice: Person) -> None:
    """ASVS 5.0, 3.4.6: nobody is made to click here what they think is elsewhere."""
    conversation = alice.page.url.removeprefix(alice.site)
    pages = [*PAGES, conversation, conversation.replace("/chat", "/chat/log")]
    frames = "".join(f"<iframe src='{alice.site}{each}'></iframe>" for each in pages)
    with another_site(frames) as theirs:
        alice.page.goto(theirs)
        wait_until(lambda: all(urls_in_frames(alice.page)), "each frame has been answered")
        assert urls_in_frames(alice.page) == [REFUSED] * len(pages)


def urls_in_frames(page: Page) -> list[str]:
    page.evaluate("0")  # events arrive only while Playwright is at work
    return [frame.url for frame in page.frames[1:]]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])
def test_a_form_of_another_site_is_refused(alice: Person, kind: str) -> None:
    form = (
        f"<form method=post action='{alice.site}/users/logout' enctype='{kind}'><button>Win!</button></form>"
    )
    with another_site(form) as theirs:
        alice.page.goto(theirs)
        alice.page.get_by_role("button").click()
        expect(alice.page.get_by_role("heading")).to_have_text("That is not allowed")
    alice.goes("/users/")
    expect(alice.page).to_have_title("People · Felchat")


def test_a_script_of_another_site_reads_nothing_and_opens_no_socket(alice: Person) -> None:
    """ASVS 5.0, 3.4.2, 3.4.8 and 4.4.2."""
    here = alice.site.partition("://")[2]
    query = alice.page.url.partition("user=")[2]
    with another_site("") as theirs:
        alice.page.goto(theirs)
        for path in ("/users/", "/api/v1/users/me", f"/api/v1/messages/{query}", "/openapi.json"):
            for mode in ("no-cors", "cors"):
                init = {"mode": mode, "credentials": "include"}
                assert alice.page.evaluate(FETCH, [f"{alice.site}{path}", init]) == "refused"
        for path in (f"/ws/chat?other_user={query}", "/ws/people"):
            assert alice.page.evaluate(OPEN, f"ws://{here}{path}") == "refused"


def test_no_address_that_is_gone_on_to_leads_to_another_site(alice: Person) -> None:
    """ASVS 5.0, 3.7.2: by the browser's own reading of an address."""
    beginnings = (product(SIGNS, repeat=number) for number in (1, 2, 3, 4))
    made = [f"{''.join(signs)}evil.example" for signs in chain.from_iterable(beginnings)]
    asked = [*EVIL, *SAFE, *made]
    taken = [each for each in asked if safe_next(each)]
    assert set(SAFE) < set(taken)
    assert alice.page.evaluate(LEAVES, asked).count(True) > 1000
    for addresses in (taken, [iri_to_uri(each) for each in taken]):
        leaves = alice.page.evaluate(LEAVES, addresses)
        assert [address for address, left in zip(addresses, leaves, strict=True) if left] == []
