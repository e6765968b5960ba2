"""Where somebody is sent who signs in: to where they wanted, and never to another site."""

import pytest

from tests.unit.browsing import HTMX, Browser, Manner, parsed
from tests.unit.test_account_pages import went_to

# fmt: off
EVIL = [
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example", " //evil.example",
    "/ /evil.example", "\x00//evil.example", "/\x7f/evil.example", "http://e.org", "https:e.org",
    "http:/evil.example", "HTTP://evil.example", "ftp://evil.example", "javascript:alert(1)", "java\nscript:",
    "data:text/html,x", "vbscript:x", "evil.example", "@evil.example", "users/", "?next=/", "#", "",
    "%2F%2Fevil.example", "%5C%5Cevil.example", "/users/\r\nSet-Cookie: a=b", "/us\\..\\x", "/" + "x" * 512,
    "http://localhost/users/", "http://localhost@evil.example", "/\\/evil.example",
]
SAFE = [
    "/users/", "/chat?user=2", "/users/?q=a%20b&c=d#e", "/%2F%2Fours", "/chat?next=//no.host", "/?q=анна",
]
# fmt: on


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("address", EVIL, ids=ascii)
def test_signing_in_sends_nobody_to_another_site(browser: Browser, address: str, manner: Manner) -> None:
    """Original fault S7."""
    assert went_to(browser.sign_in("alice", manner, next=address)) == "/users/"


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("address", SAFE)
def test_signing_in_goes_on_to_where_one_wanted(browser: Browser, address: str, manner: Manner) -> None:
    form = browser.get("/users/login", query_string={"next": address})
    kept = parsed(form.text).find(".//input[@name='next']").get("value")
    address_in_ascii = address.replace("анна", "%D0%B0%D0%BD%D0%BD%D0%B0")
    assert went_to(browser.sign_in("alice", manner, next=kept)) == address_in_ascii


def test_a_page_that_needs_a_sign_in_asks_for_it(browser: Browser) -> None:
    assert went_to(browser.get("/chat?user=2")) == "/users/login?next=/chat?user%3D2"
    assert went_to(browser.get("/chat?user=2", headers=HTMX)) == "/users/login"
    assert browser.get("/").headers["Location"] == "/users/login"
