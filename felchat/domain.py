"""What the domains of all features share: refusals, and the clock."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Tells the time, aware and in UTC. It is always handed in, so that a test can move it."""


class Refusal(Exception):
    """A rule said no. The edges (page, push, JSON) turn it into words for a person."""


class StorageAway(Exception):
    """A store did not answer. Nothing was decided, and the same call may succeed later.

    A write that ends this way may or may not have happened; every write that is repeated after it
    must therefore be one that can be repeated.
    """

    def __init__(self, which: str) -> None:
        super().__init__(f"the {which} does not answer")
        self.which = which


class TooBusy(Refusal):
    """Too many want at once what takes long. Nothing was done, and the same call may succeed in seconds."""

    retry_after = 5


def now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)
