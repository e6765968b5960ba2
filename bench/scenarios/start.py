"""How long a start takes, and what a worker holds that has just begun."""

from bench import proc
from bench.scenarios.figures import Figures
from bench.serving import serving
from bench.stage import Stage
from bench.targets import Target


def start(stage: Stage, target: Target) -> Figures:
    """From the command to the first answer, and the memory of one worker then."""
    with serving(target, stage, 10) as site:
        return Figures({"first answer after, s": site.started_in, "worker: MB": proc.pss(site.workers) / 1e6})
