"""Every setting stands in the README's table and in .env.example, and nothing else does."""

import re
from collections.abc import Callable

import pytest

from felchat.config import ROOT, Settings

SETTINGS = {name.upper() for name in Settings.model_fields}


def in_the_readme(readme: str = "README.md", title: str = "Settings") -> list[str]:
    """The variables of the table under "Settings", of which a row may have several."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    section = re.search(rf"^## {title}\n(.*?)^## ", text, re.DOTALL | re.MULTILINE)
    assert section
    rows = [row.split("|") for row in section[1].splitlines() if row.startswith("| `")]
    assert all(len(row) == 5 for row in rows), "a cell holds a | of its own"
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row[1])]


def in_the_russian_readme() -> list[str]:
    return in_the_readme("README.ru.md", "Настройки")


def in_the_example() -> list[str]:
    """The variables that .env.example sets, or shows how to set."""
    return re.findall(r"^(?:# ?)?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)


@pytest.mark.parametrize("documented", [in_the_readme, in_the_russian_readme, in_the_example])
def test_the_settings_are_what_is_documented(documented: Callable[[], list[str]]) -> None:
    names = documented()
    assert set(names) == SETTINGS
    assert len(names) == len(SETTINGS), "one is named twice"


def test_the_russian_readme_has_the_same_commands_and_the_same_parts() -> None:
    english, russian = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ru.md"))
    assert commands(russian) == commands(english)
    assert russian.count("\n## ") == english.count("\n## ")


def commands(text: str) -> list[str]:
    return [line for line in re.findall(r"^    .*", text, re.MULTILINE) if not line.startswith("    #")]
