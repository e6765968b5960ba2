"""Run every suite and print one line for each: `python -m tests`, or `python -m tests unit browser`."""

import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

TURNS = ((("unit",), ("contract", "fuzz")), (("browser",), ("integration",)), (("chaos",),))
"""What runs side by side, and then: what waits for seconds to pass wants the processors to itself."""
WORKERS = {"browser": 2, "integration": 2}
"""How many processes share a suite that mostly waits, each with servers of its own."""
TIMED = ("browser", "integration")
MOST_UNSTEADY = 3
"""So few of a timed suite that failed are asked once more by themselves, and said to be unsteady where they
pass (docs/decisions/0017)."""
ENDS = (0, 1)
"""What pytest returns when all has been run, and all passed or some failed."""
HERE = Path(__file__).parent
COUNT = re.compile(r"(\d+) (passed|failed|error|errors|skipped)")


@dataclass(frozen=True)
class Outcome:
    """How many tests of a suite came out how."""

    suite: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    unsteady: int = 0
    whole: bool = True
    """Whether all of it was run."""

    def __str__(self) -> str:
        counts = {"passed": self.passed, "failed": self.failed, "skipped": self.skipped}
        counts |= {"unsteady": self.unsteady} if self.unsteady else {}
        return ", ".join(f"{count} {what}" for what, count in counts.items())


def main(suites: list[str]) -> int:
    outcomes = [outcome for lanes in TURNS for outcome in side_by_side(lanes, suites)]
    outcomes = [once_more(outcome) if is_doubtful(outcome) else outcome for outcome in outcomes]
    whole = summed(outcomes)
    print(whole)
    return 1 if whole.failed or not whole.passed else 0


def side_by_side(lanes: Iterable[Sequence[str]], suites: list[str]) -> list[Outcome]:
    """Run those that are asked for, or all where none is."""
    asked_for = [[suite for suite in lane if suite in suites or not suites] for lane in lanes]
    with ThreadPoolExecutor(len(asked_for)) as pool:
        return [outcome for lane in pool.map(run_all, asked_for) for outcome in lane]


def run_all(lane: list[str]) -> list[Outcome]:
    return [run(suite, *shared(suite)) for suite in lane]


def shared(suite: str) -> list[str]:
    return ["-n", str(WORKERS[suite]), "--dist", "loadfile"] if suite in WORKERS else []


def is_doubtful(outcome: Outcome) -> bool:
    return outcome.whole and outcome.suite in TIMED and 0 < outcome.failed <= MOST_UNSTEADY


def once_more(outcome: Outcome) -> Outcome:
    """Run what failed again, now that nothing runs beside it."""
    again = run(outcome.suite, "--last-failed", "--last-failed-no-failures", "none")
    if again.failed or again.skipped or not again.passed:
        return outcome
    passed = outcome.passed + again.passed
    return Outcome(outcome.suite, passed, 0, outcome.skipped, unsteady=again.passed)


def run(suite: str, *options: str) -> Outcome:
    """Run a suite, print its line, and show what it said when that was not all well."""
    start = time.monotonic()
    memory = f"cache_dir={HERE.parent / 'build' / 'pytest' / suite}"  # or suites would forget each other's
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-o", memory, *options, str(HERE / suite)],
        capture_output=True,
        text=True,
        check=False,
    )
    outcome = counted(suite, done.stdout, whole=done.returncode in ENDS)
    if done.returncode and not outcome.failed:
        outcome = Outcome(suite, outcome.passed, 1, outcome.skipped, whole=False)
    print(f"{suite:12} {outcome} in {time.monotonic() - start:.0f} s", flush=True)
    if done.returncode or outcome.skipped:
        print(done.stdout + done.stderr, flush=True)
    return outcome


def counted(suite: str, output: str, whole: bool) -> Outcome:
    """The numbers of pytest's last line."""
    last = output.strip().splitlines()[-1] if output.strip() else ""
    found = {what: int(number) for number, what in COUNT.findall(last)}
    failed = found.get("failed", 0) + found.get("error", 0) + found.get("errors", 0)
    return Outcome(suite, found.get("passed", 0), failed, found.get("skipped", 0), whole=whole)


def summed(outcomes: Sequence[Outcome]) -> Outcome:
    counts = ("passed", "failed", "skipped", "unsteady")
    return Outcome("all", *(sum(getattr(each, what) for each in outcomes) for what in counts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
