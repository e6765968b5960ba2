"""What was to be reached (goals.toml), and what was."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path

from bench.results import Medians
from bench.tables import NOTHING, OURS, rounded

Measured = Mapping[str, Medians]
"""By scenario."""


@dataclass(frozen=True)
class Goal:
    """A number that is to be at most, or at least, as large as another."""

    what: str
    scenario: str
    figure: str
    peer: str = ""
    """Ours counts as a multiple of this peer's; one that does not get so far counts as endless."""
    over: str = ""
    """It counts as a multiple of this figure of ours."""
    above: str = ""
    """It counts by how much it is above this figure of ours."""
    at_least: float | None = None
    at_most: float | None = None

    def row(self, measured: Measured) -> tuple[str, str, str, str]:
        """What, the goal, the number, and whether that is good enough."""
        bound = f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"
        medians = measured.get(self.scenario, {})
        number = self.number(medians)
        if number is None:
            gave_out = OURS in medians and self.figure not in medians[OURS]
            return self.what, bound, NOTHING, "no" if gave_out else "not measured"
        return self.what, bound, rounded(number), "yes" if self.is_reached_by(number) else "no"

    def number(self, medians: Medians) -> float | None:
        ours = medians.get(OURS, {})
        if self.peer and self.peer not in medians:
            return None
        if any(name not in ours for name in (self.figure, self.over, self.above) if name):
            return None
        number = ours[self.figure]
        if self.peer:
            return times(number, medians[self.peer].get(self.figure, inf))
        return times(number, ours[self.over]) if self.over else number - ours.get(self.above, 0)

    def is_reached_by(self, number: float) -> bool:
        if self.at_least is not None:
            return number >= self.at_least
        return self.at_most is not None and number <= self.at_most


def times(number: float, other: float) -> float:
    return number / other if other else inf


def goals() -> list[Goal]:
    text = (Path(__file__).parent / "goals.toml").read_text(encoding="utf-8")
    return [Goal(**goal) for goal in tomllib.loads(text)["goal"]]


def goals_table(measured: Measured) -> str:
    rows = [("what", "goal", "measured", "reached"), ("---", "---:", "---:", "---")]
    rows += [goal.row(measured) for goal in goals()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
