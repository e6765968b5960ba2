"""Drop what is dead from the stores, also where nobody reads or writes any more."""

import logging
from collections.abc import Callable
from time import sleep

from felchat.chat.housekeeping import Housekeeping
from felchat.domain import StorageAway
from felchat.logs.faults import without_words

log = logging.getLogger(__name__)

MOST_SECONDS = 60
PARTS = 10


def seconds_between_sweeps(retention_ms: int) -> float:
    """A tenth of the retention, at most a minute: for so long the dead may lie in the store, unseen."""
    return min(MOST_SECONDS, retention_ms / 1000 / PARTS)


def sweep_for_ever(housekeeping: Housekeeping, elsewhere: Callable[[], None], every: float) -> None:
    """Purge every so many seconds, in one process at a time. While a store is away there is a next time.

    `elsewhere`: drops what is dead in the other store.
    """
    while True:
        sleep(every)
        try:
            if housekeeping.claim_sweep(every):
                housekeeping.purge()
                elsewhere()
        except StorageAway:
            pass
        except Exception as fault:  # noqa: BLE001 - nobody else would sweep in this process
            log.error("A sweep broke: %s", without_words(fault))
