"""What is measured, each of one target, started anew for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.scenarios.figures import Figures
from bench.scenarios.growth import growth
from bench.scenarios.pages import pages
from bench.scenarios.signins import signins
from bench.scenarios.sockets import handshakes, idle
from bench.scenarios.stalled import stalled
from bench.scenarios.start import start
from bench.scenarios.talking import beside_idle, maximum, quick, rates, tabs
from bench.stage import Stage
from bench.targets import Target

ALL = ("felchat", "fastapi", "socketio", "node", "plain")
ASYNC = ("felchat", "fastapi", "node")
"""Those that can hold ten thousand sockets in one process, and draw even."""


@dataclass(frozen=True)
class Scenario:
    """What to do with a target, and with which if nobody says."""

    measure: Callable[[Stage, Target], Figures]
    targets: tuple[str, ...] = ("felchat",)

    @property
    def title(self) -> str:
        return (self.measure.__doc__ or "").splitlines()[0]


SCENARIOS: Mapping[str, Scenario] = {
    "rates": Scenario(rates, ALL),
    "maximum": Scenario(maximum, ALL),
    "idle": Scenario(idle, ("felchat", "fastapi", "socketio", "node")),
    "handshakes": Scenario(handshakes, ALL),
    "pages": Scenario(pages, ALL),
    "signins": Scenario(signins, ASYNC),
    "beside_idle": Scenario(beside_idle, ASYNC),
    "tabs": Scenario(tabs, ASYNC),
    "growth": Scenario(growth),
    "stalled": Scenario(stalled, ASYNC),
    "start": Scenario(start, ALL),
}
QUICK = Scenario(quick, ("felchat", "fastapi", "plain"))
"""For `make bench-quick` alone."""
