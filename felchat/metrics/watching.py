"""What goes on beside the requests of a worker: seeing how late it wakes, and passing on what it counted."""

from collections.abc import Callable, Sequence
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, cast

from felchat import metrics

if TYPE_CHECKING:
    from flask import Flask

    from felchat.metrics.exposition import Exposition

PASS_ON_EVERY = 1.0
"""Seconds after which others see what a worker has counted; if it is killed, so much is lost."""
SLEEP = 0.25
"""Seconds after which whoever measures the loop is to be woken."""

Depths = Callable[[], Sequence[int]]
"""How many events wait in each inbox of the process."""


def begin(app: "Flask", depths: Depths) -> None:
    """Pass on what the application counts, if it does."""
    if exposition := exposition_of(app):
        Thread(target=watch_for_ever, args=(exposition, depths), name="metrics", daemon=True).start()


def end(app: "Flask") -> None:
    """Pass on the rest."""
    if exposition := exposition_of(app):
        exposition.pass_on()


def exposition_of(app: "Flask") -> "Exposition | None":
    return cast("Exposition | None", app.extensions.get("felchat metrics"))


def watch_for_ever(exposition: "Exposition", depths: Depths) -> None:
    while True:
        exposition.pass_on()
        exposition.show(depths())
        for _ in range(round(PASS_ON_EVERY / SLEEP)):
            metrics.meters.woke_late(late())


def late() -> float:
    """Sleep, and tell how many seconds late one was woken."""
    began = monotonic()
    sleep(SLEEP)
    return max(0.0, monotonic() - began - SLEEP)
