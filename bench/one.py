"""One scenario of one target, in a process of its own: `python -m bench.one SCENARIO TARGET STAGE`.

The stage is the JSON of one that runs; what comes out is the JSON of the figures.
"""

import json
import sys
from resource import RLIMIT_NOFILE, getrlimit, setrlimit

from bench.measuring import end_in_order
from bench.scenarios import QUICK, SCENARIOS
from bench.stage import Stage
from bench.targets import targets

if __name__ == "__main__":
    end_in_order()
    scenario, target, stage = sys.argv[1:]
    most = getrlimit(RLIMIT_NOFILE)[1]
    setrlimit(RLIMIT_NOFILE, (most, most))
    print(
        json.dumps(
            {**SCENARIOS, "quick": QUICK}[scenario].measure(Stage(**json.loads(stage)), targets()[target])
        )
    )
