"""Looking for the highest rate that a server sustains."""

from collections.abc import Generator

FACTOR = 1.4
CLOSE_ENOUGH = 1.08


def highest_rate(
    start: float, factor: float = FACTOR, close: float = CLOSE_ENOUGH
) -> Generator[float, bool, float]:
    """Yields rates to try, is sent whether each was sustained, and returns the highest that was, or 0.

    It climbs by `factor` (or descends, when the start is too much) until it knows one rate that goes and one
    that does not, and halves what is between until they are as close as `close`. A rate that fails is
    tried twice, so that one bad moment of the machine decides nothing.
    """
    good, bad = 0.0, 0.0
    rate = start
    while not (good and bad and bad / good <= close):
        if (yield rate) or (yield rate):
            good = rate
        else:
            bad = rate
        if not good and bad < 1:
            break
        rate = (good * bad) ** 0.5 if good and bad else rate * factor if good else rate / factor
    return good
