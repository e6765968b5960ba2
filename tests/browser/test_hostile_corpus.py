"""All that anybody might type to break a page, in a real browser: it is shown, and nothing else happens."""

import json
from urllib.parse import urlsplit

from playwright.sync_api import Dialog, expect

from tests import hostile
from tests.browser.cast import Cast
from tests.browser.person import Person
from tests.conftest import PASSWORD
from tests.unit.test_hostile_text import is_sayable

LONGEST = 1000
LONGEST_NONCE = 64
LONGEST_NAME = 50
MOST_TOKENS = 20
MADE_OF = """articles => new Set(articles.map(
    each => [...each.querySelectorAll(":not(a)")].map(part => part.tagName).join(" "))).size"""
TEXTS = [each.strip()[:LONGEST] for each in hostile.TEXTS]


def bodies() -> list[str]:
    """The texts, as many as one message takes in each."""
    said = [""]
    for text in (*TEXTS, *filter(is_sayable, hostile.naughty())):
        if len(said[-1]) + len(text) >= LONGEST:
            said.append("")
        said[-1] = f"{said[-1]}\n{text}".strip()
    return said


def sends(person: Person, other: str, body: str, nonce: str) -> None:
    answer = person.context.request.post(
        f"{person.site}/api/v1/messages/{other}",
        data=json.dumps({"body": body, "nonce": nonce}),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status == 201, answer.text()


def does_nothing(person: Person) -> None:
    assert person.page.evaluate("window.pwned === undefined")
    assert not [url for url in person.watch.requests if "/ping" in urlsplit(url).path]


def test_no_text_does_anything_where_it_comes_out(cast: Cast, endless: str) -> None:
    """Requirement 21. That no policy is violated and no other host asked, the cast sees to."""
    alice, bob = cast.pair(endless)
    opened: list[str] = []

    def close(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    for each in (alice, bob):
        each.page.on("dialog", close)
    said, nonces = bodies(), [each for each in TEXTS if each.isprintable() and len(each) <= LONGEST_NONCE]
    other = alice.address_of(bob).rpartition("=")[2]
    for body, nonce in zip(said, nonces, strict=False):
        sends(alice, other, body, nonce)
    for each in (alice, bob):
        expect(each.messages).to_have_count(len(said))
        assert each.bodies.all_text_contents() == said
        assert each.messages.evaluate_all(MADE_OF) == 1
        does_nothing(each)
    bob.page.reload()
    bob.is_live()
    assert bob.bodies.all_text_contents() == said
    bob.goes(f"/chat/log?user={bob.address_of(alice).rpartition('=')[2]}&still=")
    assert bob.page.locator(".message__body").all_text_contents() == said

    names = [" ".join(each.split()) for each in nonces if len(each) <= LONGEST_NAME][:MOST_TOKENS]
    for name in names:
        alice.posts("/users/profile/tokens", name=name, token_password=PASSWORD)
    alice.goes("/users/profile/tokens")
    assert alice.page.locator(".token__name").all_text_contents() == names[::-1]
    for text in TEXTS[::10]:
        bob.goes("/users/")
        search = bob.page.get_by_role("searchbox")
        search.fill(text)
        search.press("Enter")
        expect(bob.page.get_by_text("Nobody has a name that begins so.")).to_be_visible()
    for each in (alice, bob):
        does_nothing(each)
    assert opened == []
