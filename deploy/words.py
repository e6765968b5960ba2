"""Gather the words that people see into the Russian catalogue, where they wait to be translated.

Run as `python deploy/words.py`. What stands there already stays, and what nothing says any more goes. The
order is the alphabet's, so that two branches rarely meet in one line. Felchat reads the file as it is.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "felchat" / "translations" / "ru" / "LC_MESSAGES" / "messages.po"
METHODS = [("felchat/**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
HEADER = """msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"

"""


def main() -> None:
    """Bring the catalogue up to date, and say what is missing."""
    catalogue = up_to_date()
    CATALOGUE.write_bytes(written(catalogue))
    for message in untranslated(catalogue):
        print(f"words: not translated yet: {message.id}")


def up_to_date() -> Catalog:
    """The catalogue with every message of the source, and no other."""
    catalogue = known()
    catalogue.update(gathered(), no_fuzzy_matching=True)
    return catalogue


def known() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="ru", abort_invalid=True)


def gathered() -> Catalog:
    """What the source says."""
    source = Catalog()
    for _, _, message, _, context in extract_from_dir(ROOT, METHODS, OPTIONS, directory_filter=is_ours):
        source.add(message, context=context)
    return source


def is_ours(folder: str) -> bool:
    return Path(folder).relative_to(ROOT).parts[0] in ("felchat", "templates")


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(forms):
            yield message


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a file, with a header that says nothing of when and by whom."""
    with BytesIO() as file:
        write_po(file, catalogue, omit_header=True, ignore_obsolete=True, sort_output=True, width=0)
        return HEADER.format(plurals=catalogue.plural_forms).encode() + file.getvalue()


if __name__ == "__main__":
    main()
