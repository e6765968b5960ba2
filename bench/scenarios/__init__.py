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
MOST = ("felchat", "fastapi", "socketio", "node")
FEW = ("felchat", "fastapi", "node")
"""Those that anybody would compare with, where the others would only take long."""


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
    "idle": Scenario(idle, MOST),
    "handshakes": Scenario(handshakes, ALL),
    "pages": Scenario(pages, MOST),
    "signins": Scenario(signins, FEW),
    "beside_idle": Scenario(beside_idle, ("felchat", "fastapi")),
    "tabs": Scenario(tabs, FEW),
    "growth": Scenario(growth),
    "stalled": Scenario(stalled, FEW),
    "start": Scenario(start, ALL),
}
QUICK = Scenario(quick, ("felchat", "fastapi", "plain"))
"""For `make bench-quick` alone."""
