"""What the documents say is tested is tested somewhere."""

import re

import pytest

from felchat.config import ROOT

SUITES = "unit|contract|integration|browser|chaos"
NAMED = re.compile(rf"`(?:tests/)?((?:{SUITES})/[\w/]*(?:\.py)?)`")
DOCUMENTS = ("docs/reliability.md", "docs/threat-model.md", "docs/logging.md", "docs/architecture.md")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_a_document_names_is_there(document: str) -> None:
    named = NAMED.findall((ROOT / document).read_text())
    assert [each for each in named if not (ROOT / "tests" / each).exists()] == []


def test_the_threat_model_names_a_test_beside_every_attack() -> None:
    table = (ROOT / "docs/threat-model.md").read_text().partition("## What stops them")[2]
    rows = [row for row in table.splitlines() if row.startswith("| ") and "**" not in row]
    assert len(rows) > 20
    assert [row for row in rows[2:] if not NAMED.search(row)] == []
