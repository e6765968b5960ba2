"""Run every suite and print one line for each: `python -m tests`, or `python -m tests unit browser`."""

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

LANES = (("browser",), ("integration",), ("unit",), ("contract", "chaos", "fuzz"))
"""What runs side by side: each waits for its servers as often as it works."""
WORKERS = {"browser": 2, "integration": 2}
"""How many processes share a suite that mostly waits, each with servers of its own."""
HERE = Path(__file__).parent
COUNT = re.compile(r"(\d+) (passed|failed|error|errors|skipped)")


def main(suites: list[str]) -> int:
    lanes = [[suite for suite in lane if suite in suites or not suites] for lane in LANES]
    with ThreadPoolExecutor(len(lanes)) as pool:
        results = [counts for lane in pool.map(run_all, lanes) for counts in lane]
    totals = {what: sum(counts[what] for counts in results) for what in ("passed", "failed", "skipped")}
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**totals))
    return 1 if totals["failed"] or not totals["passed"] else 0


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
