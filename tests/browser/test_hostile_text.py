"""Whatever is written is shown as text: nothing runs, nothing is loaded, nothing breaks the page."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.person import Person

NARROW = (360, 320)
MARKUP = """<script>window.pwned = 1</script><img src=/ping?img onerror="window.pwned = 2">"""
HTMX = """<i hx-get="/ping?htmx" hx-trigger="load" hx-on:click="window.pwned = 3">{{ 7 * 7 }}</i></article>"""
OUT_OF_BAND = """</p></div><div id="notice" hx-swap-oob="innerHTML">pwned</div>"""
TEXTS = {
    "markup": MARKUP,
    "htmx": HTMX,
    "an out-of-band swap": OUT_OF_BAND,
    "an entity": "&lt;b&gt; &amp;amp; &#x202e;",
    "JSON": '{"type": "message", "body": "swallowed", "nonce": "n"}',
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇺🇦 " * 20,
    "bidi controls": "\u202eright to left\u202c \u2067isolated\u2069 \u202d\u2066never closed",
    "hebrew": "שלום עולם, is it you?",
    "combining marks": "a" + "\u0301" * 999,
    "a long word": "W" * 1000,
    "a long address": "https://example.org/" + "path/" * 150,
}


def type_in(person: Person, text: str) -> None:
    person.page.keyboard.insert_text(text)
    person.page.keyboard.press("Enter")
    expect(person.text).to_have_value("")


def scrolls_sideways(person: Person) -> bool:
    return bool(person.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_every_text_is_shown_as_it_was_written_and_fits_a_phone(cast: Cast, site: str) -> None:
    """Original faults S3, C14 and P3."""
    alice, bob = cast.pair(site)
    for text in TEXTS.values():
        type_in(alice, text)
    written = [text.strip() for text in TEXTS.values()]
    for each in (alice, bob):
        expect(each.messages).to_have_count(len(TEXTS))
        assert each.bodies.all_text_contents() == written
        assert each.bodies.locator("*").count() == each.bodies.get_by_role("link").count()
        for width in NARROW:
            each.page.set_viewport_size({"width": width, "height": 640})
            assert not scrolls_sideways(each)
            assert not each.log.evaluate("log => log.scrollWidth > log.clientWidth")
    alice.has_nothing_pending()
    alice.page.reload()
    alice.is_live()
    assert alice.bodies.all_text_contents() == written

    # Whatever would have run has had its time once a later message is there.
    alice.article("hx-get").click()
    alice.turns_to_it()
    alice.says("Read it all")
    for each in (alice, bob):
        expect(each.messages).to_have_count(len(TEXTS) + 1)
        assert each.page.evaluate("window.pwned === undefined")
        assert each.page.locator("#notice").text_content() == ""
        assert not [url for url in each.watch.requests if "/ping" in url]


def test_an_address_becomes_a_link_that_tells_the_other_site_nothing(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    alice.says('See https://example.org/a?b=c&d=<e> or javascript:alert(1)"')
    for each in (alice, bob):
        link = each.bodies.get_by_role("link")
        expect(link).to_have_count(1)
        expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
        assert str(link.get_attribute("href")).startswith("https://example.org/a?b=c&d=")


def test_every_name_is_shown_and_fits_a_phone(cast: Cast, site: str) -> None:
    alice, bob = cast.somebody("alice", site), cast.somebody("bob", site)
    hebrew = "".join(chr(0x05D0 + int(each, 16)) for each in alice.name[-6:])
    alice.name, bob.name = f"עליסה-{hebrew}", f"{bob.name[-6:]}.{'W' * 25}"
    for each in (alice, bob):
        each.registers()
    alice.goes("/users/")
    expect(alice.page.get_by_role("link", name=bob.name)).to_be_in_viewport()
    assert not scrolls_sideways(alice)
    alice.opens(bob)
    bob.opens(alice)
    alice.says("Hello")
    bob.says("Hi")
    for each, other, said in ((alice, bob, "Hi"), (bob, alice, "Hello")):
        expect(each.article(said)).to_contain_text(other.name)
        expect(each.page.get_by_role("heading", level=1)).to_have_text(other.name)
        for width in NARROW:
            each.page.set_viewport_size({"width": width, "height": 640})
            assert not scrolls_sideways(each)
