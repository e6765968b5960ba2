"""Every setting stands in the README's table and in .env.example, and nothing else does."""

import re
from collections.abc import Callable

import pytest

from felchat.config import PRODUCTION, ROOT, Settings

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


def test_a_default_is_the_same_wherever_it_stands() -> None:
    """Original fault O3: `DATABASE_URL` had two."""
    example = re.findall(r"^# ([A-Z_]+)=(.+)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    defaults = {name: field.default for name, field in Settings.model_fields.items()} | PRODUCTION
    assert len(example) > 12
    assert dict(example) == {name: shown(defaults[name.lower()]) for name, _ in example}
    for readme in ("README.md", "README.ru.md"):
        assert f"`{defaults['database_url']}`" in (ROOT / readme).read_text(encoding="utf-8")
    assert "sqlalchemy.url" not in (ROOT / "migrations" / "alembic.ini").read_text()


def shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_russian_readme_has_the_same_commands_and_the_same_parts() -> None:
    english, russian = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ru.md"))
    assert commands(russian) == commands(english)
    assert russian.count("\n## ") == english.count("\n## ")


def commands(text: str) -> list[str]:
    return [line for line in re.findall(r"^    .*", text, re.MULTILINE) if not line.startswith("    #")]
