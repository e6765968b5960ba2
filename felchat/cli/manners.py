"""Manners that all commands share: a mistake is one line and an exit code."""

from collections.abc import Callable
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from felchat.cli.words import problem_with
from felchat.domain import Refusal, StorageAway

STORAGE_AWAY = 69
"""EX_UNAVAILABLE of sysexits.h: the same command may succeed later."""
HINTS = {
    "database": ", or is not migrated; `flask doctor` says more.",
    "message store": "; `flask doctor` says more.",
}
EXIT_CODES = "Exit codes: 0 done, 1 refused or found wrong, 2 wrong usage, 69 database or Redis away."


class Away(click.ClickException):
    """A store does not answer, or the database has no tables yet."""

    exit_code = STORAGE_AWAY

    def __init__(self, which: str) -> None:
        super().__init__(f"The {which} does not answer{HINTS.get(which, '.')}")


class Command(click.Command):
    """A command whose mistakes are one line on stderr, never a traceback."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **{"epilog": EXIT_CODES} | options)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except Refusal as refusal:
            raise click.ClickException(problem_with(refusal)) from refusal
        except StorageAway as away:
            raise Away(away.which) from away


class Group(AppGroup):
    """A group of such commands."""

    command_class = Command


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A command that stands by itself, with the application's context."""

    def made(function: Callable[..., Any]) -> click.Command:
        return click.command(name, cls=Command)(with_appcontext(function))

    return made
