"""One scenario of one target, in a process of its own, so that none finds what another left behind."""

import json
import subprocess
import sys
from dataclasses import asdict
from signal import SIGTERM, signal
from time import monotonic

from bench.stage import Stage
from felchat.config import ROOT


def measured(scenario: str, target: str, stores: Stage) -> dict[str, float] | None:
    """The figures, as far as the target got; None if it failed, which is told and passed over."""
    began = monotonic()
    print(f"bench: {scenario} of {target}", end=" ", flush=True)
    command = [sys.executable, "-m", "bench.one", scenario, target, json.dumps(asdict(stores))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            said, _ = process.communicate()
        except BaseException:
            process.terminate()  # and it ends what it has started
            raise
    failed = process.returncode != 0
    print(f"({monotonic() - began:.0f} s){' failed' if failed else ''}", flush=True)
    figures: dict[str, float] | None = None if failed else json.loads(said)
    return figures


def end_in_order() -> None:
    """Let SIGTERM end this process as Ctrl-C would, so that it leaves no server behind."""
    signal(SIGTERM, lambda *_: sys.exit("bench: ended"))
