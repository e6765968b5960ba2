"""What a person would call the device that a browser tells of in its User-Agent."""

from typing import NamedTuple

# The first that is found counts: nearly every browser also claims to be those further down.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "YaBrowser/": "Yandex Browser",
    "SamsungBrowser/": "Samsung Internet",
    "Vivaldi/": "Vivaldi",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Macintosh": "macOS",
    "Linux": "Linux",
}


class Recognised(NamedTuple):
    """A browser and its system by their names; empty where they are not known."""

    browser: str
    system: str


def recognised(user_agent: str) -> Recognised:
    """What the words of a browser about itself amount to.

    A program that is no browser is called what it calls itself first, such as `curl`.
    """
    first_word = user_agent.partition("/")[0].strip()
    browser = first_known(BROWSERS, user_agent) or ("" if first_word == "Mozilla" else first_word)
    return Recognised(browser, first_known(SYSTEMS, user_agent))


def first_known(names: dict[str, str], user_agent: str) -> str:
    return next((name for mark, name in names.items() if mark in user_agent), "")
