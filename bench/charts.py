"""Charts of what was measured, as SVG."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator, StrMethodFormatter

from bench.goals import Measured
from bench.results import Medians

COLOURS = {
    "felchat": "#1a7f5a",
    "fastapi": "#3b6fb6",
    "socketio": "#b6743b",
    "node": "#7a5ab0",
    "plain": "#8a8a8a",
}
SIZE = (7, 4)
"""Inches."""
LOOKS = {"svg.hashsalt": "felchat", "svg.fonttype": "none", "font.family": "sans-serif", "axes.grid": True}
Titles = Mapping[str, str]


def draw(measured: Measured, titles: Titles, folder: Path) -> None:
    """Draw whatever there are figures for. The same figures make the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context({**LOOKS, "grid.alpha": 0.3}):
        for name, (scenario, draw_on) in CHARTS.items():
            if scenario in measured:
                figure = Figure(figsize=SIZE, layout="constrained")
                draw_on(figure.add_subplot(), measured[scenario], titles)
                figure.savefig(folder / f"{name}.svg", metadata={"Date": None})


def bars(axes: Axes, medians: Medians, titles: Titles) -> None:
    """The highest rate of each, the highest on top."""
    shown = sorted(medians, key=lambda target: medians[target]["messages/s"])
    rates = [medians[target]["messages/s"] for target in shown]
    drawn = axes.barh([titles[each] for each in shown], rates, color=[COLOURS[each] for each in shown])
    axes.bar_label(drawn, [f"{rate:,.0f}" for rate in rates], padding=4)
    axes.set_xlabel("messages/s with p99 under 250 ms, nothing lost (1,000 conversations)")
    axes.margins(x=0.15)


def lines(axes: Axes, medians: Medians, titles: Titles, ending: str, along: str) -> None:
    """A line for each target through its figures with that ending, by the number that they begin with."""
    at: set[int] = set()
    for target, figures in medians.items():
        points = {
            int(name.removesuffix(ending).replace(",", "")): value
            for name, value in figures.items()
            if name.endswith(ending) and value > 0
        }
        axes.plot(points.keys(), points.values(), "o-", color=COLOURS[target], label=titles[target])
        at |= points.keys()
    if not at:
        return
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(sorted(at), [f"{each:,}" for each in sorted(at)], minor=False)
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    axes.set_xlabel(along)
    axes.set_ylabel(ending.partition(": ")[2])
    axes.legend()


CHARTS: Mapping[str, tuple[str, Callable[[Axes, Medians, Titles], None]]] = {
    "maximum": ("maximum", bars),
    "latency": ("rates", partial(lines, ending="/s: p99, ms", along="messages/s")),
    "cpu": ("rates", partial(lines, ending="/s: server CPU, us/message", along="messages/s")),
    "idle": ("idle", partial(lines, ending=" sockets: KB each", along="idle sockets")),
}
"""Of which scenario each is, and how it is drawn."""
