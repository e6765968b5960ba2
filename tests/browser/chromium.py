"""The browser of the browser tests: Chromium, as found on the machine."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from pathlib import Path
from tempfile import gettempdir

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.servers import NoServer

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell first: it draws no window, and takes half the time of the processors."""
PACKAGES = ("chromium-headless-shell", "chromium")
"""Debian's; older ones have the second alone."""
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium: the machine's own, else Playwright's, else Debian's package. Raises NoServer."""
    with sync_playwright() as playwright:
        executable = on_path() or playwrights_own(playwright) or debians()
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=executable, args=[*QUIET, *as_root])
        try:
            yield browser
        finally:
            browser.close()


def on_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def playwrights_own(playwright: Playwright) -> str | None:
    try:
        path = playwright.chromium.executable_path
    except Error:  # Playwright has no build for this machine
        return None
    return path if Path(path).exists() else None


def debians() -> str:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise NoServer("no Chromium: install it, or run `playwright install chromium`")
    with (Path(gettempdir()) / "felchat-chromium.lock").open("w") as lock:
        flock(lock, LOCK_EX)  # the tests' processes want it all at once
        return on_path() or installed()


def installed() -> str:
    apt_get("update")
    for package in PACKAGES:
        with suppress(NoServer):
            apt_get("install", "--yes", "--no-install-recommends", package)
        if program := on_path():
            return program
    raise NoServer("no Chromium, and apt-get installs none")


def apt_get(*words: str) -> None:
    done = subprocess.run(
        ["apt-get", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise NoServer(f"no Chromium, and apt-get {words[0]} fails: {done.stderr.strip()}")
