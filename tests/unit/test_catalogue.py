"""The Russian catalogue: all that people see stands in it, translated, with the same places and marks."""

import re
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message

from felchat.config import ROOT

LATIN = {"Felchat", "JSON", "API", "QR", "UTC", "https", "http", "cookie", "Enter"}
"""What is written in Latin letters in Russian, too."""


def loaded() -> Any:
    spec = spec_from_file_location("words", ROOT / "deploy" / "words.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


words = loaded()
CATALOGUE: Catalog = words.known()
MESSAGES = [each for each in CATALOGUE if each.id]


def forms(message: Message) -> tuple[str, ...]:
    return tuple(map(str, message.string if isinstance(message.string, tuple) else (message.string,)))


def sources(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, list | tuple) else (message.id,)


def test_the_catalogue_is_what_the_source_says() -> None:
    """If not: `make words`, then translate what it names."""
    assert words.CATALOGUE.read_bytes() == words.written(words.up_to_date())
    assert len(MESSAGES) > 100


def test_nothing_is_left_untranslated_or_unsure() -> None:
    assert [each.id for each in words.untranslated(CATALOGUE)] == []
    assert [each.id for each in MESSAGES if each.fuzzy] == []


def test_what_is_not_translated_is_noticed() -> None:
    catalogue = Catalog("ru")
    catalogue.add("Send", "")
    catalogue.add(("%(num)s day", "%(num)s days"), ("%(num)s день", "", "%(num)s дней"))
    catalogue.add("Save", "Сохранить")
    assert [each.id for each in words.untranslated(catalogue)] == ["Send", ("%(num)s day", "%(num)s days")]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda each: str(each.id)[:40])
def test_a_translation_has_the_places_and_the_marks_of_its_source(message: Message) -> None:
    wanted = marks(sources(message)[-1])
    for form in forms(message):
        assert marks(form) == wanted
    assert len(forms(message)) == (3 if message.pluralizable else 1)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda each: str(each.id)[:40])
def test_a_translation_is_russian(message: Message) -> None:
    for form in forms(message):
        letters = re.sub(r"<[^>]*>|%\(\w+\)s", "", form)
        assert set(re.findall(r"[A-Za-z]+", letters)) <= LATIN
        assert (form[-1] in ".?!…") == (sources(message)[0][-1] in ".?!…")


def marks(text: str) -> Counter[str]:
    """What must be in a translation as it stands: where something is put in, and the markup around it."""
    return Counter(re.findall(r"%\(\w+\)[a-z]|%%|<[^>]*>", text))
