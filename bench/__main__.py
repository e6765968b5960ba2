"""Measure all beside each other: `python -m bench [SCENARIO ...] --targets felchat,fastapi --repeats 3`.

Targets take turns within each repeat, so that a bad hour of the machine strikes all of them. Results are kept
in build/bench/results-*.json after each step, and written into docs/benchmarks.md in the end.
"""

import argparse
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bench import machine
from bench.measuring import end_in_order, measured
from bench.results import FOLDER, Results, Run
from bench.scenarios import SCENARIOS
from bench.stage import stage
from bench.targets import targets
from bench.write import everything
from felchat.config import ROOT

Step = tuple[int, str, str]
"""Repeat, scenario, target."""


def main() -> None:
    end_in_order()
    asked = arguments()
    path = FOLDER / f"results-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    results = Results(machine.described())
    with stage() as stores:
        for repeat, scenario, target in steps(
            asked.scenarios or list(SCENARIOS), asked.targets, asked.repeats
        ):
            if (figures := measured(scenario, target, stores)) is not None:
                results.runs.append(Run(scenario, target, repeat, figures))
                results.save(path)
    print(f"bench: {path.relative_to(ROOT)}")
    if not asked.only_measure:
        everything()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=", ".join(SCENARIOS))
    parser.add_argument("--targets", type=known_targets, default=[], help=", ".join(targets()))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only-measure", action="store_true", help="and write nothing into the documents")
    asked = parser.parse_args()
    if unknown := set(asked.scenarios) - set(SCENARIOS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    return asked


def known_targets(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(targets()):
        raise argparse.ArgumentTypeError(f"there is no {', '.join(sorted(unknown))}")
    return names


def steps(scenarios: Sequence[str], only: Sequence[str], repeats: int) -> Iterator[Step]:
    for repeat in range(repeats):
        for scenario in scenarios:
            for target in only or SCENARIOS[scenario].targets:
                yield repeat, scenario, target


if __name__ == "__main__":
    main()
