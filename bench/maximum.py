"""The highest rate at which everything arrives, and in time."""

from collections.abc import Callable

from bench.load.crowd import Crowd
from bench.load.outcome import Outcome
from bench.load.talk import Talk
from bench.searching import highest_rate

IN_TIME = 250
"""Milliseconds within which 99 of 100 deliveries have to be there, at either end."""


def sustained(outcome: Outcome) -> bool:
    return outcome.tally.is_whole and outcome.p99 < IN_TIME and not outcome.closed


async def find_max(
    crowd: Crowd, start: float, seconds: float, told: Callable[[Outcome], None]
) -> Outcome | None:
    """The outcome at the highest rate that was sustained, None when none was. `told` hears of each try."""
    search, best, goes = highest_rate(start), None, None
    try:
        rate = next(search)
        while True:
            outcome = await Talk(crowd, rate, seconds, gives_up=True).outcome()
            told(outcome)
            goes = sustained(outcome)
            if goes and (best is None or outcome.offered > best.offered):
                best = outcome
            if not goes:
                await crowd.recover()
            rate = search.send(goes)
    except StopIteration:
        return best
