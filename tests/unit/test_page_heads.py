"""What browsers, systems and other sites show of a page: icons, colours, a name, and what it is about."""

import json
import re
import struct
from collections.abc import Iterator

import pytest

from felchat.accounts.domain import Account
from felchat.config import ROOT
from felchat.static_files import digest
from tests.unit.browsing import Browser, parsed

STATIC = ROOT / "static"
SVG = "{http://www.w3.org/2000/svg}"
SPRITE = (STATIC / "icons.svg").read_text(encoding="utf-8")
MANIFEST = json.loads((STATIC / "manifest.webmanifest").read_text(encoding="utf-8"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PUBLIC = ["/users/login", "/users/register"]
PRIVATE = ["/users/", "/users/profile", "/users/profile/tokens", "/chat?user=2", "/nope"]


def metas(browser: Browser, path: str) -> dict[str, str]:
    page = parsed(browser.get(path).text)
    return {each.get("name") or each.get("property", ""): each.get("content") for each in page.iter("meta")}


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_says_what_it_is_where_its_address_is_passed_on(browser: Browser, path: str) -> None:
    said = metas(browser, path)
    assert said["og:title"] == "Felchat"
    assert said["og:description"] == said["description"]
    assert re.fullmatch(r"http://localhost/static/icon-512\.png\?v=[0-9a-f]+", said["og:image"])


@pytest.mark.usefixtures("alice", "bob")
@pytest.mark.parametrize("path", PRIVATE)
def test_a_private_page_tells_nothing_of_anybody_in_its_head(alices: Browser, path: str) -> None:
    """No index reaches it: it is shown to who is signed in."""
    said = metas(alices, path)
    assert said["description"] == "A chat for two at a time. What you say vanishes by itself."
    assert not [name for name in said if name.startswith("og:")]


def colours(browser: Browser) -> list[tuple[str, str]]:
    page = parsed(browser.get("/users/").text)
    found = page.findall(".//meta[@name='theme-color']")
    return [(each.get("content"), each.get("media", "")) for each in found]


@pytest.mark.parametrize(("theme", "number"), [("auto", 2), ("light", 1), ("dark", 1)])
def test_the_colour_around_the_page_follows_its_theme(alices: Browser, theme: str, number: int) -> None:
    alices.submit("/users/profile", action="preferences", language="auto", theme=theme)
    found = colours(alices)
    assert len({colour for colour, _ in found}) == number
    assert all(("prefers-color-scheme" in media) == (theme == "auto") for _, media in found)


def test_the_manifest_is_served_as_one_and_its_pictures_are_there(browser: Browser) -> None:
    link = parsed(browser.get("/users/login").text).find(".//link[@rel='manifest']")
    with browser.get(link.get("href")) as answer:
        assert answer.mimetype == "application/manifest+json"
        assert "immutable" in answer.headers["Cache-Control"]
    assert "manifest-src 'self'" in browser.get("/users/login").headers["Content-Security-Policy"]
    pictures = {each["src"]: each["sizes"] for each in MANIFEST["icons"]}
    assert "maskable" in [each.get("purpose") for each in MANIFEST["icons"]]
    for src, sizes in pictures.items():
        with browser.get(f"/static/{src}") as answer:
            assert answer.status_code == 200
        if src.endswith(".png"):
            width, height = struct.unpack(">II", (STATIC / src).read_bytes()[16:24])
            assert sizes == f"{width}x{height}"


def icons_used() -> Iterator[str]:
    """Those of a call that chooses between two as well."""
    for template in TEMPLATES:
        for asked in re.findall(r"\bicon\((\".+?)\)", template.read_text(encoding="utf-8")):
            yield from re.findall(r"(?<![=] )\"([a-z-]+)\"", asked)


def test_the_sprite_holds_the_icons_that_are_used_and_no_other() -> None:
    assert set(re.findall(r'<symbol id="([a-z-]+)"', SPRITE)) == set(icons_used())


def test_an_icon_is_drawn_from_the_sprite_at_its_address_and_read_out_by_nobody(
    alices: Browser, bob: Account
) -> None:
    path = STATIC / "icons.svg"
    page = parsed(alices.get(f"/chat?user={bob.id}").text)
    drawn = list(page.iter(f"{SVG}svg"))
    assert drawn
    for each in drawn:
        assert each.get("aria-hidden") == "true"
        address = each.find(f"{SVG}use").get("href")
        assert address.startswith(f"/static/icons.svg?v={digest(path, path.stat().st_mtime_ns)}#")
