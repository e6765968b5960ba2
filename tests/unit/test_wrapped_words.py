"""No template says anything that could not be said in another language."""

import re
from pathlib import Path

import pytest

from felchat.config import ROOT
from tests.unit.russian import ALSO_IN_RUSSIAN, SAID

BY_A_LIBRARY = "docs"
"""The folder of the pages that a library fills, in English."""
TEMPLATES = [each for each in (ROOT / "templates").rglob("*.html") if each.parent.name != BY_A_LIBRARY]
NOT_SAID = r"{#.*?#}|{% trans.*?endtrans %}|{% block \w+_class %}.*?{% endblock %}|{%.*?%}|{{.*?}}"
"""What the template does, what is translated, and names of classes."""
ATTRIBUTES = rf'\b(?:{"|".join(SAID)})="([^"]*)"'
LABELS = r"{{ (?:field|choice|switch)\((.*?)\) }}"
BARE_LABEL = r'(?<!_\()"([A-Z][^"]*)"(?!.*lang=")'
"""A sentence that is not translated, unless it says in which language it is."""


def bare_words(source: str) -> list[str]:
    """The words that a template says as they stand there: in its text, in attributes, and to macros."""
    said = re.sub(NOT_SAID, " ", source, flags=re.DOTALL)
    texts = [re.sub(r"<[^>]*>", " ", said), *re.findall(ATTRIBUTES, said)]
    for call in re.findall(LABELS, source, re.DOTALL):
        texts += re.findall(BARE_LABEL, call)
    return [word for word in re.findall(r"[A-Za-z]{2,}", " ".join(texts)) if word not in ALSO_IN_RUSSIAN]


@pytest.mark.parametrize("template", sorted(TEMPLATES), ids=lambda each: each.relative_to(ROOT).as_posix())
def test_all_that_a_template_says_is_translated(template: Path) -> None:
    assert bare_words(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<a title="Home">{{ _("x") }}</a>', ["Home"]),
        ('<i aria-label="To {{ name }}"></i>', ["To"]),
        ("{% trans %}Hello{% endtrans %} there", ["there"]),
        ('<p class="quiet">{{ _("Hello") }}</p>{# Hello #}', []),
        ('{{ field("name", "Name", hint=_("Yours")) }}', ["Name"]),
        ('{{ choice("a", "en", "English", x, lang="en") }}{{ field("name", _("Name")) }}', []),
    ],
)
def test_a_bare_word_is_noticed(source: str, bare: list[str]) -> None:
    assert bare_words(source) == bare
