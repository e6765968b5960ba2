"""What is measured of this process: numbers for whoever watches over it, and nothing of anybody.

Like the log it is the process's and not an application's: whoever has something to count says
`metrics.meters.…` in one line. Nothing is counted until somebody may look (METRICS_TOKEN).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from felchat.metrics.domain import Meters

meters = Meters()
"""Where it is counted: nowhere, until `count_in` says where."""


def count_in(others: Meters) -> None:
    """Count there from now on."""
    global meters  # noqa: PLW0603 - to be reached in one line from where a message passes
    meters = others


@contextmanager
def open_socket(kind: str) -> Iterator[None]:
    """Count a socket as open inside the block."""
    meters.socket_opened(kind)
    try:
        yield
    finally:
        meters.socket_closed(kind)
