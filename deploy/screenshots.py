"""Take the screenshots of docs/screenshots/, of a Felchat that this script starts itself.

Run as `python deploy/screenshots.py`; it needs what the browser tests need. Alice and Bob register,
talk a little, and are photographed on a phone and a laptop, by day and by night.
"""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the servers and the browser are the tests'

from playwright.sync_api import Browser, Page, ViewportSize, expect  # noqa: E402

from tests import servers  # noqa: E402
from tests.browser.chromium import chromium  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOTS = ROOT / "docs" / "screenshots"
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 360, "height": 740},
    "laptop": {"width": 1440, "height": 900},
}
SCHEMES: "Sequence[Literal['light', 'dark']]" = ("light", "dark")
PEOPLE = ("Carol", "Даниил", "Eve-Lyn", "Bob", "Alice")
TALK = (
    ("Alice", "Are you still at the station?"),
    ("Bob", "Yes, platform 4. The train is twenty minutes late 🙄"),
    ("Alice", "Then I can make it, I am on my bike"),
    ("Bob", "Bring the tickets, they are on the kitchen table"),
    ("Alice", "Got them. And the map: https://www.openstreetmap.org/#map=17/52.5251/13.3694"),
    ("Bob", "Perfect. See you at the clock, and then the lake 🏊"),
    ("Alice", "Удачи, я уже близко"),
)


def main() -> None:
    """Write every screenshot anew."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.felchat(DATABASE_URL=servers.sqlite(Path(folder))) as server,
        chromium() as browser,
    ):
        photograph(browser, server.url)


def photograph(browser: Browser, site: str) -> None:
    pages = {name: somebody(browser, site, name) for name in PEOPLE}
    alice, bob = pages["Alice"], pages["Bob"]
    for page, other in ((alice, "Bob"), (bob, "Alice")):
        open_conversation(page, site, other)
    for number, (name, text) in enumerate(TALK, start=1):
        pages[name].get_by_role("textbox", name="Message").last.fill(text)
        pages[name].keyboard.press("Enter")
        expect(alice.get_by_role("article")).to_have_count(number)
    shoot_all(alice, "conversation")
    alice.goto(f"{site}/users/")
    shoot_all(alice, "people")
    alice.goto(f"{site}/users/profile")
    shoot(alice, "profile", "phone", "light")
    shoot(alice, "profile", "laptop", "dark")
    newcomer = browser.new_page()
    newcomer.goto(f"{site}/users/register")
    shoot(newcomer, "register", "phone", "light")


def somebody(browser: Browser, site: str, name: str) -> Page:
    """A page of somebody who has just registered."""
    page = browser.new_context().new_page()
    page.goto(f"{site}/users/register")
    page.get_by_label("Username").fill(name)
    page.get_by_label("E-mail").fill(f"somebody-{PEOPLE.index(name)}@example.org")
    page.get_by_label("Password").fill("a sentence is a good password")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    return page


def open_conversation(page: Page, site: str, other: str) -> None:
    page.goto(f"{site}/users/")
    page.get_by_role("link", name=other).click()
    expect(page.get_by_role("status")).to_have_text("Live")


def shoot_all(page: Page, name: str) -> None:
    for size in SIZES:
        for scheme in SCHEMES:
            shoot(page, name, size, scheme)


def shoot(page: Page, name: str, size: str, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    path = SHOTS / f"{name}-{size}-{scheme}.png"
    page.screenshot(path=path, scale="css", caret="hide")
    print(f"screenshots: wrote {path.relative_to(ROOT)}, {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
