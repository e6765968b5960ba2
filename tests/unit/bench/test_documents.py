"""Tables come into documents where they belong, and nowhere else."""

import pytest

from bench.documents import NoSuchPlace, replaced

DOCUMENT = """# Figures
<!-- bench: rates -->
old
<!-- /bench: rates -->
Words of people.
<!-- bench: idle -->
<!-- /bench: idle -->
"""


def test_a_table_takes_the_place_of_the_one_before() -> None:
    written = replaced(DOCUMENT, {"rates": r"new \1 $"})
    assert "old" not in written
    assert "<!-- bench: rates -->\nnew \\1 $\n<!-- /bench: rates -->\nWords of people." in written


def test_a_place_that_is_empty_is_filled() -> None:
    assert "<!-- bench: idle -->\nnew\n<!-- /bench: idle -->" in replaced(DOCUMENT, {"idle": "new"})


def test_writing_twice_is_writing_once() -> None:
    once = replaced(DOCUMENT, {"rates": "new", "idle": "too"})
    assert replaced(once, {"rates": "new", "idle": "too"}) == once


def test_what_is_not_written_anew_stays() -> None:
    assert "old" in replaced(DOCUMENT, {"idle": "new"})


@pytest.mark.parametrize("document", ["no place", DOCUMENT + DOCUMENT, DOCUMENT.replace("/bench", "bench")])
def test_a_table_without_a_place_of_its_own_is_refused(document: str) -> None:
    with pytest.raises(NoSuchPlace):
        replaced(document, {"rates": "new"})
