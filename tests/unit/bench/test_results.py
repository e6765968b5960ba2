"""Repeats become medians, medians become tables and answers to the goals."""

import re
from pathlib import Path

import pytest

from bench.goals import Goal, goals
from bench.results import Results, Run, load, newest_by_scenario
from bench.tables import table
from felchat.config import ROOT

TITLES = {"felchat": "Felchat", "node": "Node", "plain": "Plain"}


def results(*figures: dict[str, float], target: str = "felchat") -> Results:
    return Results({}, [Run("rates", target, number, each) for number, each in enumerate(figures)])


def test_the_middle_of_all_repeats_counts() -> None:
    kept = results({"p99": 1}, {"p99": 9}, {"p99": 2})
    assert kept.medians("rates") == {"felchat": {"p99": 2}}
    assert kept.repeats("rates") == 3


def test_what_was_not_sustained_each_time_does_not_count() -> None:
    assert results({"p99": 1, "p99 at 5,000": 3}, {"p99": 1}).medians("rates") == {"felchat": {"p99": 1}}


def test_results_are_read_as_they_were_kept(tmp_path: Path) -> None:
    kept = results({"p99": 1.5})
    kept.save(tmp_path / "kept.json")
    assert load(tmp_path / "kept.json") == kept


def test_of_each_scenario_the_newest_counts() -> None:
    old, new = results({"p99": 1}), results({"p99": 2})
    old.runs.append(Run("idle", "felchat", 0, {"KB": 3}))
    assert newest_by_scenario([old, new]) == {"rates": new, "idle": old}


def test_a_table_shows_ours_as_a_multiple_of_theirs() -> None:
    shown = table({"node": {"rate": 2000}, "felchat": {"rate": 5000}, "plain": {}}, TITLES)
    assert shown.splitlines()[0] == "|  | Felchat | Node | Plain |"
    assert shown.splitlines()[2] == "| rate | 5,000 | 2,000 (2.50x) | — |"


MEDIANS = {"felchat": {"rate": 30.0, "rate, idle": 20.0}, "node": {"rate": 10.0}, "plain": {}}


@pytest.mark.parametrize(
    ("goal", "number"),
    [
        (Goal("", "rates", "rate"), 30),
        (Goal("", "rates", "rate", peer="node"), 3),
        (Goal("", "rates", "rate", over="rate, idle"), 1.5),
        (Goal("", "rates", "rate", above="rate, idle"), 10),
        (Goal("", "rates", "rate", peer="plain"), 0),
        (Goal("", "rates", "rate", peer="fastapi"), None),
        (Goal("", "rates", "unknown"), None),
    ],
)
def test_a_goal_is_asked_of_ours(goal: Goal, number: float | None) -> None:
    assert goal.number(MEDIANS) == number


def test_a_goal_says_whether_it_is_reached() -> None:
    measured = {"rates": MEDIANS}
    assert Goal("much", "rates", "rate", at_least=30).row(measured) == ("much", "≥ 30", "30.0", "yes")
    assert Goal("little", "rates", "rate", at_most=29).row(measured)[3] == "no"
    assert Goal("unknown", "idle", "rate", at_most=29).row(measured)[3] == "not measured"


def test_where_ours_gives_out_before_a_goal_it_is_not_reached() -> None:
    measured = {"rates": MEDIANS}
    assert Goal("too much", "rates", "rate at 5,000", at_most=2).row(measured) == (
        "too much",
        "≤ 2",
        "—",
        "no",
    )
    assert Goal("", "rates", "rate", peer="fastapi", at_most=2).row(measured)[3] == "not measured"


def test_beside_a_peer_that_sustains_nothing_any_rate_is_endless() -> None:
    measured = {"rates": {"felchat": {"rate": 5.0}, "node": {"rate": 0.0}}}
    assert Goal("", "rates", "rate", peer="node", at_least=8).row(measured)[3] == "yes"


def test_every_goal_has_one_bound() -> None:
    assert len(goals()) > 20
    assert [goal.what for goal in goals() if (goal.at_least is None) == (goal.at_most is None)] == []


def test_every_goal_is_about_something_that_has_its_place_in_the_document() -> None:
    document = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert {goal.scenario for goal in goals()} <= {*re.findall("<!-- bench: (.*) -->", document)}
