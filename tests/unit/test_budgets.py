"""What a first visit to a conversation costs: few requests, few bytes, all of them from here."""

import re
from urllib.parse import urlsplit

import brotli

from felchat.accounts.domain import Account, Registration
from felchat.accounts.rules import username_key
from felchat.config import ROOT
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.browsing import Browser, parsed

KB = 1024
STYLES_AT_MOST = 12 * KB
FIRST_LOAD_AT_MOST = 45 * KB
REQUESTS_AT_MOST = 8
FETCHED = {"stylesheet": "href", "icon": "href"}
"""The links that a browser follows to show the page: a manifest is for installing, a prefetch for later."""


SPRITE_OF = "{http://www.w3.org/2000/svg}use"


def size(browser: Browser, address: str) -> int:
    """Bytes on their way; of a file that was changed since the last build, as they will be."""
    with browser.get(address, headers={"Accept-Encoding": "br"}) as answer:
        assert answer.status_code == 200, address
        on_its_way = "Content-Encoding" in answer.headers
        return len(answer.data if on_its_way else brotli.compress(answer.data))


def fetched_for(page: str) -> set[str]:
    """The addresses that the page has its browser fetch at once, each file once."""
    found = set()
    for each in parsed(page).iter():
        address = each.get("src") or (each.get("href") if each.tag == SPRITE_OF else None)
        if each.tag == "link":
            address = each.get(FETCHED.get(each.get("rel"), ""))
        if address:
            found.add(address.partition("#")[0])
    return found


def test_the_styles_are_small() -> None:
    styles = (ROOT / "static" / "felchat.css").read_bytes()
    assert len(brotli.compress(styles)) < STYLES_AT_MOST
    assert not re.search(rb"@import|url\(", styles)


def test_a_first_load_of_a_full_conversation_is_small_and_comes_from_here(
    services: Services, clock: MovingClock, alices: Browser, alice: Account, bob: Account
) -> None:
    for number in range(60):
        name = f"person-{number}"
        services.accounts.accounts.add(Registration(name, username_key(name), name, name, "", clock()))
        said = f"What was said for the {number}th time, and a few words more"
        services.chat.send(bob.id, alice.id, said, f"{number}")
    address = f"/chat?user={bob.id}"
    files = fetched_for(alices.get(address).text)
    assert {urlsplit(each).netloc for each in files} == {""}
    assert len(files) + 1 <= REQUESTS_AT_MOST
    sizes = {each: size(alices, each) for each in (address, *files)}
    assert sum(sizes.values()) <= FIRST_LOAD_AT_MOST, sizes


def test_the_drawings_are_small() -> None:
    for drawing in (ROOT / "static").glob("*.svg"):
        assert len(brotli.compress(drawing.read_bytes())) < 2 * KB, drawing.name
