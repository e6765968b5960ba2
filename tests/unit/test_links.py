"""Web addresses in a message are links, and nothing else is."""

from time import process_time

import pytest

from felchat.chat.view import with_links
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
    "data:text/html,<script>x</script>", "data:text/html;base64,PHN2Zz4=", "vbscript:msgbox(1)", "ftp://e.org",
    "file:///etc/passwd", "mailto:a@example.org", "a@example.org", "1.5", "e.g.", "http://", "://", "...",
]
# fmt: on


@pytest.mark.parametrize(("body", "addresses"), LINKED.items(), ids=lambda each: ascii(each)[:40])
def test_a_web_address_is_a_link_that_tells_nobody_where_it_stood(body: str, addresses: list[str]) -> None:
    shown = elements(with_links(body))
    links = shown.findall(".//a")
    assert [link.get("href") for link in links] == addresses
    assert text_of(shown) == body
    for link in links:
        assert set(link.attrib) <= {"href", "rel", "target"}
        assert set(link.get("rel").split()) >= {"noopener", "noreferrer", "nofollow"}


@pytest.mark.parametrize("body", NOT_LINKED)
def test_nothing_else_is_a_link(body: str) -> None:
    shown = elements(with_links(body))
    assert list(shown.iter("a")) == []
    assert text_of(shown) == body


@pytest.mark.parametrize("pattern", ["1.|", "www.|", "x.|", "http://", "http://a.", "[[((", "://", "a@b.c,"])
def test_no_message_takes_long_to_look_for_links_in(pattern: str) -> None:
    start = process_time()
    with_links((pattern * 10_000)[:10_000])
    assert process_time() - start < 0.5
