"""What was counted here, for Prometheus to read, and together with what the other workers counted.

prometheus_client keeps the numbers of each worker in files of one directory. It is imported only
where somebody may look.
"""

import os
from collections.abc import Sequence
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from felchat.metrics.counting import Counting, Series, Times
from felchat.metrics.instruments import ALL, FULLEST, SOCKETS, WAITING, WORKERS, Instrument


class FilledHistogram(Histogram):
    """A histogram that is filled with many at once. The library's own takes one after the other."""

    def fill(self, times: Times) -> None:
        for place, count in zip(self._buckets, times.counts, strict=True):
            if count:
                place.inc(count)
        self._sum.inc(times.seconds)


class Exposition:
    """All instruments, as Prometheus reads them.

    Without a directory (PROMETHEUS_MULTIPROC_DIR, see workers.py) they are this process's alone.
    """

    def __init__(self, counting: Counting) -> None:
        self._counting = counting
        own = CollectorRegistry()
        self._instruments = {each: made(each, own) for each in ALL}
        self._all = own
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            self._all = CollectorRegistry()
            MultiProcessCollector(self._all)  # type: ignore[no-untyped-call]

    def pass_on(self) -> None:
        """Let all workers see what was counted here since this was last called."""
        counts, times = self._counting.taken()
        for series, count in counts:
            self._of(series).inc(count)
        for series, seconds in times:
            self._of(series).fill(seconds)
        for kind, count in list(self._counting.sockets.items()):
            self._of((SOCKETS, (kind,))).set(count)
        self._of((WORKERS, ())).set(1)

    def show(self, depths: Sequence[int]) -> None:
        """Let all workers see how many events wait in each inbox here."""
        self._of((WAITING, ())).set(sum(depths))
        self._of((FULLEST, ())).set(max(depths, default=0))

    def text(self) -> bytes:
        """What all workers have passed on, in Prometheus' text format 0.0.4."""
        self.pass_on()
        return generate_latest(self._all)

    def _of(self, series: Series) -> Any:
        instrument, labels = series
        found = self._instruments[instrument]
        return found.labels(*labels) if labels else found


def made(instrument: Instrument, registry: CollectorRegistry) -> Counter | Gauge | Histogram:
    words = (instrument.name, instrument.tells, instrument.labels)
    if instrument.bounds:
        return FilledHistogram(*words, buckets=instrument.bounds, registry=registry)
    if instrument.across:
        return Gauge(*words, multiprocess_mode=instrument.across, registry=registry)
    return Counter(*words, registry=registry)
