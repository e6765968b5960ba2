"""One scenario of one target, in a process of its own, so that none finds what another left behind."""

import json
import subprocess
import sys
from dataclasses import asdict
from time import monotonic

from bench.stage import Stage
from felchat.config import ROOT


def measured(scenario: str, target: str, stores: Stage) -> dict[str, float]:
    """The figures; none if it failed, which is told and passed over."""
    began = monotonic()
    print(f"bench: {scenario} of {target}", end=" ", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "bench.one", scenario, target, json.dumps(asdict(stores))],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    print(f"({monotonic() - began:.0f} s){' failed' if done.returncode else ''}", flush=True)
    figures: dict[str, float] = json.loads(done.stdout) if not done.returncode else {}
    return figures
