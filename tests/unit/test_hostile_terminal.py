"""What the command line shows of people is obeyed by no terminal."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from flask import Flask

from felchat.accounts.domain import Account, Device
from felchat.services import Services
from tests import hostile, old_felchat
from tests.unit.test_commands import run

LISTS: Sequence[Sequence[str]] = [
    ("users", "list"),
    ("users", "show", "1"),
    ("users", "sessions", "1"),
    ("blocks", "list"),
]


def obeyed(shown: str) -> list[str]:
    """What stands in it and is neither a line's end nor something to read (ECMA-48; CWE-150)."""
    return [each for each in shown if unicodedata.category(each).startswith("C") and each != "\n"]


@pytest.fixture
def hostiles(services: Services, alice: Account, bob: Account) -> None:
    """Alice has a name, and bob devices, that no form would let in."""
    services.people.block(alice.id, bob.id)
    accounts = services.accounts
    for number, text in enumerate([*hostile.CONTROLS, *hostile.DIRECTIONS]):
        accounts.accounts.rename(alice.id, text, f"key-{number}")
        accounts.sessions.open(alice.id, str(number), Device(text, text), accounts.clock())
    accounts.accounts.rename(alice.id, "\n".join(hostile.CONTROLS), "alice")


@pytest.mark.usefixtures("hostiles")
@pytest.mark.parametrize("words", LISTS, ids=" ".join)
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["table", "json"])
def test_no_list_is_obeyed_by_a_terminal(app: Flask, words: Sequence[str], form: list[str]) -> None:
    answer = run(app, *words, *form)
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert "\\x1b[2J" in answer.stdout or "\\u001b[2J" in answer.stdout
    assert obeyed(answer.stdout) == []


@pytest.mark.usefixtures("hostiles")
def test_a_cell_is_one_line_whatever_is_in_it(app: Flask, services: Services) -> None:
    people = run(app, "users", "list").stdout.splitlines()
    assert len(people) == 1 + services.administration.count()


def test_no_name_from_an_old_database_is_obeyed_by_a_terminal(app: Flask, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/felchat_v2.db"
    names = [each for each in (*hostile.CONTROLS, *hostile.TEXTS) if "\0" not in each]
    old_felchat.fill(url, names)
    for form in ([], ["--json"], ["--yes"]):
        answer = run(app, "import-felchatv2", url, *form)
        assert answer.exit_code == 0, answer.stderr
        assert obeyed(answer.stdout) == []
