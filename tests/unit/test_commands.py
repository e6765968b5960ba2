"""Manners of the whole command line: help everywhere, and no mistake that ends in a traceback."""

from collections.abc import Iterator

import click
import pytest
from click.testing import Result
from flask import Flask

from felchat import create_app
from felchat.cli import COMMANDS
from felchat.config import Settings

MISTAKES = [
    ["--no-such-option"],
    ["no-such-word"] * 9,
    ["nobody"],
    ["nobody", "no one"],
    ["nobody", "--password-stdin"],
    ["\x1b[2J", "--json"],
    ["\udcff"],
    ["--prefix", "\udcff"],
    ["9" * 5000],
]


def words_of(command: click.Command) -> Iterator[tuple[str, ...]]:
    """The words that lead to that command, or to each of the group."""
    assert command.name
    yield (command.name,)
    if isinstance(command, click.Group):
        for each in command.commands.values():
            for words in words_of(each):
                yield (command.name, *words)


EVERY = [words for command in COMMANDS for words in words_of(command)]


def run(app: Flask, *words: str, typed: str = "") -> Result:
    """The answer to a command, which is never a traceback."""
    answer = app.test_cli_runner().invoke(args=words, input=typed)
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
    return answer


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_command_has_help(app: Flask, words: tuple[str, ...]) -> None:
    answer = run(app, *words, "--help")
    assert answer.exit_code == 0
    assert answer.stdout.startswith("Usage:")
    assert len(answer.stdout.splitlines()) > 5


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_no_mistake_ends_in_a_traceback(app: Flask, words: tuple[str, ...], mistake: list[str]) -> None:
    answer = run(app, *words, *mistake)
    if answer.exit_code:
        assert answer.stderr.strip()
    assert "Traceback" not in answer.output
    assert "\x1b" not in answer.output


def test_a_database_that_is_away_is_one_line_and_a_code_of_its_own(settings: Settings) -> None:
    nowhere = "postgresql+psycopg2://felchat:s3cret@/felchat?host=/nowhere"
    answer = run(create_app(settings.model_copy(update={"database_url": nowhere})), "users", "list")
    assert (answer.exit_code, answer.stdout) == (69, "")
    assert len(answer.stderr.splitlines()) == 1
    assert "database does not answer" in answer.stderr
    assert "s3cret" not in answer.stderr


def test_nobody_is_looked_for_by_half_characters(app: Flask) -> None:
    answer = run(app, "users", "list", "--prefix", "\udcff")
    assert (answer.exit_code, answer.stdout) == (2, "")
