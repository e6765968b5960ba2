"""What of a page is not in Russian."""

import re
from typing import Any

from tests.unit.browsing import parsed

ALSO_IN_RUSSIAN = {"Felchat", "JSON", "API", "UTC", "https", "http", "cookie", "Enter"}
"""What is written in Latin letters in Russian, too."""
NAMES = {"alice", "bob", "mallory", "example", "org", "Firefox", "Linux", "Werkzeug"}
SAID = ("title", "aria-label", "placeholder", "alt")
"""Attributes that people are shown, or have read to them."""
NOT_OURS = ("bdi", "code", "option", "script", "svg", "textarea")
"""Elements that hold what people wrote, or the names of zones."""


def foreign_words(html: str) -> set[str]:
    """The words in Latin letters that somebody who reads Russian is shown, but for names."""
    return set(re.findall(r"[A-Za-z]{2,}", " ".join(shown(parsed(html))))) - ALSO_IN_RUSSIAN - NAMES


def shown(element: Any) -> list[str]:
    """All the text in an element, but for what is not ours, or says that it is in another language."""
    if element.tag in NOT_OURS or element.get("class") in ("message__body", "panel__address"):
        return []
    if element.tag != "html" and element.get("lang"):
        return []
    texts = [element.text, *(element.get(name) for name in SAID)]
    for child in element:
        texts += [*shown(child), child.tail]
    return [text for text in texts if text]
