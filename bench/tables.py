"""Figures as tables: ours first, and beside each peer's how many times theirs ours is."""

from collections.abc import Mapping

from bench.results import Medians

OURS = "felchat"
NOTHING = "—"


def table(medians: Medians, titles: Mapping[str, str]) -> str:
    """A row for each figure, a column for each target that has any."""
    shown = [name for name in titles if name in medians]
    rows = list(dict.fromkeys(name for target in shown for name in medians[target]))
    lines = [["", *(titles[each] for each in shown)], ["---", *["---:"] * len(shown)]]
    for name in rows:
        ours = medians.get(OURS, {}).get(name)
        lines.append([name, *(cell(medians[each].get(name), ours, each) for each in shown)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(value: float | None, ours: float | None, target: str) -> str:
    if value is None:
        return NOTHING
    if target == OURS or ours is None or not value:
        return rounded(value)
    return f"{rounded(value)} ({rounded(ours / value)}x)"


def rounded(value: float) -> str:
    """To three figures, which is more than the machine is good for."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
