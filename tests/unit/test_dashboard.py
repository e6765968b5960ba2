"""The dashboard asks for what is measured, for all of it, and by the labels that it has."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import pytest

from felchat.config import ROOT
from felchat.metrics.instruments import ALL, Instrument

DASHBOARD: dict[str, Any] = json.loads((ROOT / "deploy" / "grafana-dashboard.json").read_text())
PANELS: Sequence[dict[str, Any]] = DASHBOARD["panels"]
QUESTIONS: Sequence[str] = [target["expr"] for panel in PANELS for target in panel["targets"]]
GIVEN = {"instance", "le"}
"""Labels that Prometheus gives by itself, and those of a histogram's classes."""


def series_of(instrument: Instrument) -> set[str]:
    """The names under which its numbers are found."""
    if instrument.bounds:
        return {f"{instrument.name}_{part}" for part in ("bucket", "count", "sum")}
    return {instrument.name}


def asked(question: str) -> Iterator[tuple[str, set[str]]]:
    """Each series that it asks for, and the labels that it tells them apart by."""
    for found in re.finditer(r"(?:by \(([^)]*)\) \(\w*\(?)?(felchat_\w+)\{([^}]*)\}", question):
        by, name, matchers = found.groups(default="")
        yield name, {*re.findall(r"\w+", by), *re.findall(r"(\w+)=", matchers)}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_panel_asks_for_what_there_is(question: str) -> None:
    known = {name: {*each.labels, *GIVEN} for each in ALL for name in series_of(each)}
    found = list(asked(question))
    assert len(found) == question.count("felchat_") == 1
    for name, labels in found:
        assert name in known
        assert labels <= known[name]
        assert 'instance=~"$instance"' in question, "or the choice of a server changes nothing"
        assert ("le" in labels) == name.endswith("_bucket") == ("histogram_quantile" in question)
    assert question.count("(") == question.count(")")


def test_whatever_is_measured_has_a_panel() -> None:
    shown = {name for question in QUESTIONS for name, _ in asked(question)}
    assert [each.name for each in ALL if not series_of(each) & shown] == []


def test_the_choice_of_a_server_goes_by_something_that_is_measured() -> None:
    (choice,) = DASHBOARD["templating"]["list"]
    assert choice["query"]["query"] == "label_values(felchat_workers, instance)"


def test_panels_stand_beside_each_other_and_tell_what_they_show() -> None:
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    assert all(panel["title"] and panel["description"] for panel in PANELS)
    places = [panel["gridPos"] for panel in PANELS]
    assert all(0 <= each["x"] <= each["x"] + each["w"] <= 24 for each in places)
    for one, other in combinations(places, 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        below = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or below


def test_it_names_no_server_of_ours() -> None:
    text = json.dumps(DASHBOARD)
    assert "://" not in text
    assert set(re.findall(r'"uid": "([^"]+)"', text)) == {"${DS_PROMETHEUS}", "felchat"}
