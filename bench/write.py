"""Write the newest results of each scenario into docs/benchmarks.md: `python -m bench.write`."""

from collections.abc import Mapping

from bench import charts
from bench.documents import put_into
from bench.goals import goals_table
from bench.results import Results, kept, newest_by_scenario
from bench.scenarios import SCENARIOS
from bench.tables import table
from bench.targets import targets
from felchat.config import ROOT

DOCUMENT = ROOT / "docs" / "benchmarks.md"
CHARTS = ROOT / "docs" / "benchmarks"


def everything() -> None:
    of = newest_by_scenario(kept())
    titles = {target.name: target.title for target in targets().values()}
    measured = {scenario: results.medians(scenario) for scenario, results in of.items()}
    tables = {
        scenario: f"{table(measured[scenario], titles)}\n\n{said_of(results, scenario)}\n"
        for scenario, results in of.items()
    }
    machines = {about(results.about): None for results in of.values()}
    put_into(
        DOCUMENT, {**tables, "goals": f"{goals_table(measured)}\n", "machine": "\n\n".join(machines) + "\n"}
    )
    charts.draw(measured, titles, CHARTS)


def said_of(results: Results, scenario: str) -> str:
    repeats = results.repeats(scenario)
    how = f"Medians of {repeats} interleaved runs" if repeats > 1 else "One run"
    return f"{SCENARIOS[scenario].title} {how}, {results.about['at']}, at commit {results.about['commit']}."


def about(machine: Mapping[str, object]) -> str:
    versions = machine["versions"]
    assert isinstance(versions, dict)
    listed = ", ".join(f"{name} {version}" for name, version in versions.items())
    what = ("system", "processor", "cores", "memory, GB")
    return f"{', '.join(f'{name} {machine[name]}' for name in what)}. {listed}."


if __name__ == "__main__":
    everything()
