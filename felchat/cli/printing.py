"""How answers stand on the terminal: as a table, or as JSON for programs."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import click

T = TypeVar("T")

as_json = click.option("--json", "in_json", is_flag=True, help="Print JSON, for programs.")


def say_json(value: object) -> None:
    """Print it readably. All but ASCII is escaped, and so is what a terminal would obey."""
    click.echo(json.dumps(value, indent=2))


def say_list(
    found: Sequence[T],
    in_json: bool,
    facts: Callable[[T], object],
    titles: Sequence[str],
    columns: Callable[[T], Sequence[object]],
) -> None:
    """Print all that was found: the facts of each for programs, or a table with a row for each."""
    if in_json:
        say_json([facts(each) for each in found])
    else:
        say_table(titles, [columns(each) for each in found])


def say_table(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print the rows under their titles, in columns; without rows, that there are none."""
    if not rows:
        click.echo("None.")
        return
    lines = [tuple(titles), *(tuple(harmless(str(cell)) for cell in row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def say_facts(facts: Mapping[str, object]) -> None:
    """Print a line for each fact; what is None is not."""
    for name, value in facts.items():
        if value is not None:
            click.echo(f"{name.replace('_', ' ')}: {harmless(str(value))}")


def harmless(text: str) -> str:
    """The text, with escapes for what a terminal would obey or a reader could not see."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def moment(time: datetime | None) -> str:
    """A time to the minute, in UTC; nothing for none."""
    return f"{time:%Y-%m-%d %H:%M} UTC" if time else ""
