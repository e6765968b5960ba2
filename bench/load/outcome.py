"""What a stretch of talking came to."""

from dataclasses import dataclass

from bench.load.tally import Latency, Tally

LATE = 25
"""Milliseconds."""


@dataclass(frozen=True)
class Outcome:
    """What a talk came to."""

    offered: float
    achieved: float
    """Messages a second: wanted, and really sent and there in the time that was given."""
    tally: Tally
    lag: Latency
    """How late the generator was, in milliseconds."""
    cpu: dict[str, float]
    """Microseconds of CPU for each message, by what spent them."""
    closed: int
    """Sockets that the server has closed meanwhile."""

    @property
    def server_cpu(self) -> float:
        return self.cpu["workers"] + self.cpu["arbiter"]

    @property
    def p99(self) -> float:
        """The worse of both ends, in milliseconds."""
        return max(self.tally.recipient.p99, self.tally.sender.p99)

    @property
    def was_held_up(self) -> bool:
        """Whether the generator was so late that the figures are as much about it as about the server."""
        return self.lag.p99 > LATE
