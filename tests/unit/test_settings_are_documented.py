"""Every setting stands in the README's table and in .env.example, and nothing else does."""

import re
from collections.abc import Callable

import pytest

from felchat.config import ROOT, Settings

SETTINGS = {name.upper() for name in Settings.model_fields}


def in_the_readme() -> list[str]:
    """The variables of the table under "Settings", of which a row may have several."""
    section = re.search(
        r"^## Settings\n(.*?)^## ", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE
    )
    assert section
    rows = [row.split("|") for row in section[1].splitlines() if row.startswith("| `")]
    assert all(len(row) == 5 for row in rows), "a cell holds a | of its own"
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row[1])]


def in_the_example() -> list[str]:
    """The variables that .env.example sets, or shows how to set."""
    return re.findall(r"^(?:# ?)?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)


@pytest.mark.parametrize("documented", [in_the_readme, in_the_example])
def test_the_settings_are_what_is_documented(documented: Callable[[], list[str]]) -> None:
    names = documented()
    assert set(names) == SETTINGS
    assert len(names) == len(SETTINGS), "one is named twice"
