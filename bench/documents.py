"""Tables in a document, each between two comments that name it."""

import re
from collections.abc import Mapping
from pathlib import Path


class NoSuchPlace(Exception):
    """The document has no place of that name."""


def replaced(document: str, tables: Mapping[str, str]) -> str:
    """The document with these tables in their places, and all else as it is. Raises NoSuchPlace."""
    for name, table in tables.items():
        begin, end = f"<!-- bench: {name} -->", f"<!-- /bench: {name} -->"
        place = re.compile(f"(?<={re.escape(begin)}\n).*?(?={re.escape(end)})", re.S)
        found = place.findall(document)
        if len(found) != 1:
            raise NoSuchPlace(f"{begin} and {end} stand there {len(found)} times")
        document = document.replace(f"{begin}\n{found[0]}{end}", f"{begin}\n{table}\n{end}")
    return document


def put_into(path: Path, tables: Mapping[str, str]) -> None:
    path.write_text(replaced(path.read_text(), tables))
