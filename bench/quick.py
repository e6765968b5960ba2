"""Whether a change has made us slower: `make bench-quick`, in under a minute, on a quiet machine.

Felchat and two peers take turns at one rate. What a message costs us, as a multiple of what it costs
them, is compared with bench/committed.json; exit code 1 when it is 15 % more. `--commit` writes that anew.
"""

import json
import sys
from pathlib import Path
from statistics import median

from bench.guard import ALLOWED, ratios, slower_by
from bench.measuring import end_in_order, measured
from bench.scenarios import QUICK
from bench.stage import stage

COMMITTED = Path(__file__).parent / "committed.json"
REPEATS = 2


def main() -> None:
    end_in_order()
    costs: dict[str, list[float]] = {target: [] for target in QUICK.targets}
    with stage() as stores:
        for _ in range(REPEATS):
            for target in QUICK.targets:
                costs[target] += (measured("quick", target, stores) or {}).values()
    if not all(costs.values()):
        sys.exit("bench: without all of them there is nothing to compare")
    middle = {target: median(each) for target, each in costs.items()}
    now = ratios(middle)
    for target, cost in middle.items():
        print(f"bench: {target} spends {cost:.0f} us of CPU on a message")
    if "--commit" in sys.argv:
        COMMITTED.write_text(json.dumps({peer: round(ratio, 3) for peer, ratio in now.items()}) + "\n")
        return
    if not COMMITTED.exists():
        sys.exit("bench: nothing is committed to compare with; --commit does that")
    more = slower_by(json.loads(COMMITTED.read_text()), now)
    said = f"{abs(more):.0%} {'more' if more > 0 else 'less'}"
    print(f"bench: beside them a message costs us {said} than when the figures were committed")
    if more > ALLOWED:
        sys.exit("bench: that is slower than chance explains; look at what changed")


if __name__ == "__main__":
    main()
