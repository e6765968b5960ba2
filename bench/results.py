"""Results of a run: kept as JSON, read as medians."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from felchat.config import ROOT

FOLDER = ROOT / "build" / "bench"
Medians = Mapping[str, Mapping[str, float]]
"""By target: the figures, by their names."""


@dataclass(frozen=True)
class Run:
    """One scenario of one target, once."""

    scenario: str
    target: str
    repeat: int
    figures: Mapping[str, float]


@dataclass
class Results:
    """All that was measured in one go, and on what."""

    about: Mapping[str, object]
    runs: list[Run] = field(default_factory=list)

    def scenarios(self) -> list[str]:
        return list(dict.fromkeys(run.scenario for run in self.runs))

    def medians(self, scenario: str) -> Medians:
        """Figures that were there in every repeat; what failed in one was not sustained."""
        of_target: dict[str, list[Mapping[str, float]]] = {}
        for run in self.runs:
            if run.scenario == scenario:
                of_target.setdefault(run.target, []).append(run.figures)
        return {target: middle(figures) for target, figures in of_target.items()}

    def repeats(self, scenario: str) -> int:
        return 1 + max((run.repeat for run in self.runs if run.scenario == scenario), default=-1)

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"about": self.about, "runs": [vars(run) for run in self.runs]}, indent=1))


def middle(figures: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {
        name: median(each[name] for each in figures)
        for name in figures[0]
        if all(name in each for each in figures)
    }


def load(path: Path) -> Results:
    text = json.loads(path.read_text())
    return Results(text["about"], [Run(**run) for run in text["runs"]])


def newest_by_scenario(every: Iterable[Results]) -> dict[str, Results]:
    """Of each scenario the last results that have it. `every`: from the oldest to the newest."""
    return {scenario: results for results in every for scenario in results.scenarios()}


def kept() -> list[Results]:
    """All the results of this machine, from the oldest on."""
    return [load(path) for path in sorted(FOLDER.glob("results-*.json"))]
