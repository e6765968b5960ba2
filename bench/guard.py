"""Whether a message costs more than it did, told by what it costs others on the same machine."""

from collections.abc import Mapping
from statistics import geometric_mean

ALLOWED = 0.15
"""More than this is no chance any more."""
OURS = "felchat"
Costs = Mapping[str, float]


def ratios(costs: Costs) -> dict[str, float]:
    """Our cost of a message as a multiple of each peer's."""
    return {peer: costs[OURS] / cost for peer, cost in costs.items() if peer != OURS}


def slower_by(committed: Mapping[str, float], now: Mapping[str, float]) -> float:
    """By which share ours costs more than then, in the mean over the peers; negative when it costs less.

    Raises KeyError for a peer that is not committed.
    """
    return geometric_mean(now[peer] / committed[peer] for peer in now) - 1
