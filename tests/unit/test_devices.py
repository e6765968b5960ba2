"""What a device is called, by what its browser says of itself."""

import pytest

from felchat.accounts.devices import recognised
from felchat.accounts.domain import Device

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
KNOWN = [
    ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox", "Linux"),
    ("Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox", "Android"),
    (f"Mozilla/5.0 (Windows NT 10.0; Win64) {WEBKIT} Chrome/142.0.0.0 Safari/537.36", "Chrome", "Windows"),
    (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/142.0 Safari/537.36 Edg/142.0", "Edge", "Windows"),
    (f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/142.0 Mobile Safari/537.36", "Chrome", "Android"),
    (f"Mozilla/5.0 (X11; CrOS x86_64) {WEBKIT} Chrome/142.0 Safari/537.36", "Chrome", "ChromeOS"),
    (f"Mozilla/5.0 (Macintosh; Intel) {WEBKIT} Version/26.0 Safari/605.1.15", "Safari", "macOS"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/26.0 Safari/604.1", "Safari", "iPhone"),
    ("Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) CriOS/142.0 Safari/604.1", "Chrome", "iPad"),
    (
        f"Mozilla/5.0 (X11; Linux) {WEBKIT} Chrome/142.0 YaBrowser/25.8 Safari/537.36",
        "Yandex Browser",
        "Linux",
    ),
    (f"Mozilla/5.0 (X11; Linux) {WEBKIT} Chrome/142.0 Safari/537.36 OPR/124.0", "Opera", "Linux"),
    ("curl/8.15.0", "curl", ""),
    ("Mozilla/5.0", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("user_agent", "browser", "system"), KNOWN)
def test_a_device_is_called_by_its_browser_and_its_system(user_agent: str, browser: str, system: str) -> None:
    assert recognised(user_agent) == (browser, system)


def test_what_a_device_says_of_itself_is_cut_and_shown_without_control_characters() -> None:
    seen = Device.seen("\x00\x1bFirefox/\u202e" + "x" * 1000, "\x1b\0" + "1" * 100)
    assert seen.user_agent == "Firefox/" + "x" * 192
    assert seen.address == "1" * 64
