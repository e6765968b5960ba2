"""Web addresses in a message are links, and nothing else is."""

from time import process_time

import pytest

from felchat.chat.links import with_links
from tests.unit.browsing import elements, text_of

# fmt: off
LINKED = {
    "see http://example.org/a?b=1&c=2#d now": ["http://example.org/a?b=1&c=2#d"],
    "https://example.org, and (https://b.example/x).": ["https://example.org", "https://b.example/x"],
    "HTTPS://Example.ORG/X": ["HTTPS://Example.ORG/X"],
    "www.example.org": [],
    "//example.org/": [],
    "one\nhttp://example.org\ntwo": ["http://example.org"],
    "http://пример.рф/путь?q=да": ["http://пример.рф/путь?q=да"],
    "http://例子.公司": ["http://例子.公司"],
    "http://e.org/'onclick='x": ["http://e.org/'onclick='x"],
    "🐴 http://a.org 🐴 http://b.org": ["http://a.org", "http://b.org"],
}
NOT_LINKED = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript://example.org/%0aalert(1)", "java\nscript:x(1)",
    "data:text/html,<script>x</script>", "data:text/html;base64,PHN2Zz4=", "vbscript:msgbox(1)",
    "ftp://e.org", "file:///etc/passwd", "mailto:a@example.org", "a@example.org", "1.5", "e.g.", "http://",
    "://", "...",
]
# fmt: on


@pytest.mark.parametrize(("body", "addresses"), LINKED.items(), ids=lambda each: ascii(each)[:40])
def test_a_web_address_is_a_link_that_tells_nobody_where_it_stood(body: str, addresses: list[str]) -> None:
    shown = elements(with_links(body))
    links = shown.findall(".//a")
    assert [link.get("href") for link in links] == addresses
    assert text_of(shown) == body
    for link in links:
        assert set(link.attrib) <= {"href", "dir", "rel", "target", "data-opens"}
        assert set(link.get("rel").split()) >= {"noopener", "noreferrer", "nofollow"}


@pytest.mark.parametrize("body", NOT_LINKED)
def test_nothing_else_is_a_link(body: str) -> None:
    shown = elements(with_links(body))
    assert list(shown.iter("a")) == []
    assert text_of(shown) == body


# fmt: off
DECEPTIVE = [
    "https://good.example@evil.example/", "https://good.example:443@evil.example",
    "https://good.example%2f@evil.example", "https://\u202eelpmaxe.live/",
    "https://good.example/\u202egnp.exe", "https://good.example\u200b.evil.example/",
    "https://good.example\u2066/", "https://\u0430_b.com/",
]
IN_DISGUISE = {
    "https://\u0430pple.com/x": "xn--pple-43d.com",
    "https://\u0430\u0440\u0440\u04cf\u0435.com": "xn--80ak6aa92e.com",
    "https://m\xfcnchen.de:80/": "xn--mnchen-3ya.de", "https://пример.рф/": None,
    "https://example.org/путь": None,
    "https://example.org/@somebody": None, "https://xn--80ak6aa92e.com/": None,
}
# fmt: on


@pytest.mark.parametrize("address", DECEPTIVE, ids=ascii)
def test_an_address_that_deceives_is_no_link(address: str) -> None:
    """RFC 3986, section 7.6, and Unicode Technical Report 36: what is read is not what is opened."""
    shown = elements(with_links(f"see {address} now"))
    assert [link.get("href") for link in shown.iter("a") if address in link.get("href")] == []
    assert text_of(shown) == f"see {address} now"


@pytest.mark.parametrize(("address", "host"), IN_DISGUISE.items(), ids=ascii)
def test_a_host_that_mixes_its_letters_says_how_browsers_write_it(address: str, host: str | None) -> None:
    shown = elements(with_links(address))
    assert shown.find(".//a").get("data-opens") == host
    assert text_of(shown) == address


def test_nothing_around_a_link_turns_it_round() -> None:
    assert elements(with_links("\u202e https://example.org/")).find(".//a").get("dir") == "ltr"


@pytest.mark.parametrize("pattern", ["1.|", "www.|", "x.|", "http://", "http://a.", "[[((", "://", "a@b.c,"])
def test_no_message_takes_long_to_look_for_links_in(pattern: str) -> None:
    start = process_time()
    with_links((pattern * 10_000)[:10_000])
    assert process_time() - start < 0.5
