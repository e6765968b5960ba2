"""What would happen if a message were ever shown without being escaped: the walls behind that one.

The socket's frames are altered on their way, so that a word of bob's is markup in alice's page.
"""

from playwright.sync_api import WebSocketRoute, expect

from tests.browser.cast import Cast
from tests.browser.person import Person
from tests.servers import wait_until

PLANTED = "planted"
SCRIPTS = {
    "a script": "<script>fetch('/ping?a script')</script>",
    "a handler": "<img src=/nope.png onerror=\"fetch('/ping?a handler')\">",
    "a handler in a drawing": "<svg onload=\"fetch('/ping?a handler in a drawing')\"></svg>",
    "a frame": "<iframe srcdoc=\"<script>parent.fetch('/ping?a frame')</script>\"></iframe>",
    "an element that opens": "<details open ontoggle=\"fetch('/ping?an element that opens')\">x</details>",
    "a style": "<style>body { background: url('/ping?a style') }</style>",
    "another base": "<base href='/ping?another base/'>",
    "hx-on": "<i hx-on::after:init=\"fetch('/ping?hx-on')\">x</i>",
    "hx-vals": "<i hx-get='/chat/gone' hx-trigger=load hx-vals=\"js:{a: fetch('/ping?hx-vals')}\">x</i>",
}
"""By the policy none of it runs, and nothing is loaded for it."""
HTMX = {
    "a partial": "<hx-partial hx-target='#notice' hx-swap=beforeend>a partial</hx-partial>",
    "hx-get": "<i hx-get='/ping?hx-get' hx-trigger=load>x</i>",
    "hx-post": "<i hx-post='/ping?hx-post' hx-trigger=load>x</i>",
    "a fetch ahead": "<i hx-get='/ping?a fetch ahead' hx-trigger=click hx-preload=load>x</i>",
}
"""Under hx-ignore htmx leaves it alone, and a partial in what comes out of band."""
GETS_THROUGH = {
    "looks": "<b style=\"background: url('/ping?looks')\">x</b>",
    "a socket": "<i hx-ws:connect='/ping?a socket'>x</i>",
    "word of hers": '<i hx-ws:send hx-trigger=load hx-vals=\'{"body": "word of hers", "nonce": "9"}\'>x</i>',
    "page of ours in a frame": "<iframe src='/ping?page of ours in a frame'></iframe>",
    "script of ours": "<script src='/ping?script of ours'></script>",
    "out of the message": "</p></div></article><i hx-get='/ping?out of the message' hx-trigger=load>x</i>",
    "out of band": "<div id=notice hx-swap-oob=beforeend>out of band</div>",
}
"""What no wall but escaping keeps from being asked for or shown; see docs/decisions/0013-trusted-types.md.

A style's attribute passes since htmx parses in another document; hx-ws does not ask for hx-ignore. The page
may not be framed, and the script is JSON, so that nothing comes of those two."""
COMPLAINTS = "Content Security Policy|violates|Unexpected response|status of 40|htmx|Refused|MIME"


def test_what_a_message_could_do_that_was_not_escaped(cast: Cast, site: str) -> None:
    alice, bob = cast.pair(site)
    cast.excuse(COMPLAINTS)
    kinds = SCRIPTS | HTMX | GETS_THROUGH
    plant(alice, list(kinds.values()))
    alice.opens(bob)
    bob.opens(alice)
    for number in range(len(kinds)):
        bob.posts(bob.address_of(alice), body=f"{PLANTED}-{number}-", nonce=f"n{number}")
    bob.posts(bob.address_of(alice), body="the last", nonce="last")
    expect(alice.article("the last")).to_be_visible()
    expect(alice.mine).to_have_count(1)
    wait_until(lambda: took_effect(alice, kinds) >= set(GETS_THROUGH), "what gets through is noticed")
    assert took_effect(alice, kinds) == set(GETS_THROUGH)


def plant(person: Person, payloads: list[str]) -> None:
    """Put each payload where a message says its number."""

    def alter(route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def pass_on(frame: str | bytes) -> None:
            for number, payload in enumerate(payloads):
                frame = str(frame).replace(f"{PLANTED}-{number}-", payload)
            route.send(frame)

        server.on_message(pass_on)

    person.page.route_web_socket("**/ws/chat*", alter)


def took_effect(person: Person, kinds: dict[str, str]) -> set[str]:
    notice = person.page.locator("#notice").first.text_content() or ""
    asked = " ".join(person.watch.requests).replace("%20", " ").replace("%27", "'")
    said = " ".join(person.mine.all_text_contents())
    return {kind for kind in kinds if f"/ping?{kind}" in asked or kind in notice or kind in said}
