"""Run every suite and print one line for each: `python -m tests`, or `python -m tests unit browser`."""

import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TURNS = ((("unit",), ("contract", "fuzz")), (("browser",), ("integration",), ("chaos",)))
"""What runs side by side, and then: what waits for seconds to pass wants the processors to itself."""
WORKERS = {"browser": 2, "integration": 2}
"""How many processes share a suite that mostly waits, each with servers of its own."""
HERE = Path(__file__).parent
COUNT = re.compile(r"(\d+) (passed|failed|error|errors|skipped)")


def main(suites: list[str]) -> int:
    results = [counts for lanes in TURNS for counts in side_by_side(lanes, suites)]
    totals = {what: sum(counts[what] for counts in results) for what in ("passed", "failed", "skipped")}
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**totals))
    return 1 if totals["failed"] or not totals["passed"] else 0


def side_by_side(lanes: Iterable[Sequence[str]], suites: list[str]) -> list[dict[str, int]]:
    """Run those that are asked for, or all where none is."""
    asked_for = [[suite for suite in lane if suite in suites or not suites] for lane in lanes]
    with ThreadPoolExecutor(len(asked_for)) as pool:
        return [counts for lane in pool.map(run_all, asked_for) for counts in lane]


def run_all(lane: list[str]) -> list[dict[str, int]]:
    return [run(suite) for suite in lane]


def run(suite: str) -> dict[str, int]:
    """Run one suite, print its line, and show what it said when that was not all well."""
    start = time.monotonic()
    sharing = ["-n", str(WORKERS[suite]), "--dist", "loadfile"] if suite in WORKERS else []
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *sharing, str(HERE / suite)],
        capture_output=True,
        text=True,
        check=False,
    )
    counts = counted(done.stdout)
    if done.returncode and not counts["failed"]:
        counts["failed"] = 1  # it did not even come to an end
    told = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    print(f"{suite:12} {told} in {time.monotonic() - start:.0f} s", flush=True)
    if done.returncode or counts["skipped"]:
        print(done.stdout + done.stderr, flush=True)
    return counts


def counted(output: str) -> dict[str, int]:
    """The numbers of pytest's last line."""
    last = output.strip().splitlines()[-1] if output.strip() else ""
    found = {what: int(number) for number, what in COUNT.findall(last)}
    failed = found.get("failed", 0) + found.get("error", 0) + found.get("errors", 0)
    return {"passed": found.get("passed", 0), "failed": failed, "skipped": found.get("skipped", 0)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
