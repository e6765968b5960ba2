"""Drop what is dead from the store, also where nobody reads or writes any more."""

from contextlib import suppress
from time import sleep

from felchat.chat.housekeeping import Housekeeping
from felchat.domain import StorageAway

MOST_SECONDS = 60
PARTS = 10


def seconds_between_sweeps(retention_ms: int) -> float:
    """A tenth of the retention, at most a minute: for so long the dead may lie in the store, unseen."""
    return min(MOST_SECONDS, retention_ms / 1000 / PARTS)


def sweep_for_ever(housekeeping: Housekeeping, every: float) -> None:
    """Purge every so many seconds, in one process at a time. While the store is away there is a next time."""
    while True:
        sleep(every)
        with suppress(StorageAway):
            if housekeeping.claim_sweep(every):
                housekeeping.purge()
