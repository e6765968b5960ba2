"""Draw the icons that want pixels, from the two drawings of our own in static/.

Run as `python deploy/icons.py` after a drawing was changed; it needs the browser tests' Chromium. The
square fills its whole field, for systems that cut icons into a shape of theirs.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the browser is the tests'

from playwright.sync_api import Browser  # noqa: E402

from tests.browser.chromium import chromium  # noqa: E402

STATIC = ROOT / "static"
ICONS = {
    "icon-180.png": ("felchat-square.svg", 180),
    "icon-192.png": ("felchat.svg", 192),
    "icon-512.png": ("felchat.svg", 512),
    "icon-512-maskable.png": ("felchat-square.svg", 512),
}
"""For each picture its drawing, and how many pixels it is wide and high."""


def main() -> None:
    """Write every icon anew."""
    with chromium() as browser:
        for name, (drawing, size) in ICONS.items():
            draw(browser, STATIC / drawing, STATIC / name, size)
            print(f"icons: wrote static/{name}, {(STATIC / name).stat().st_size} bytes")


def draw(browser: Browser, drawing: Path, icon: Path, size: int) -> None:
    page = browser.new_page(viewport={"width": size, "height": size})
    page.goto(drawing.as_uri())
    page.screenshot(path=icon, omit_background=True)
    page.close()


if __name__ == "__main__":
    main()
