"""What the workers of a running Felchat have measured, asked from outside as Prometheus asks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from felchat.metrics.instruments import ALL, Instrument

ANSWER_WITHIN = 5
"""Seconds."""
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - asked here, not listened to
"""Where to ask a server that listens to every network."""


class Unread(Exception):
    """Nobody answers there who knows the token."""


Sample = tuple[Mapping[str, str], float]
"""Labels, and at what their series stands."""


@dataclass(frozen=True)
class Number:
    """How many: since the server began, or just now."""

    name: str
    of: str
    value: float


@dataclass(frozen=True)
class Duration:
    """How many times, and how long in seconds: on average, and for which part of them at most."""

    name: str
    of: str
    count: int
    mean: float
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True)
class Measured:
    """All that was measured, in the order of the instruments."""

    numbers: Sequence[Number]
    durations: Sequence[Duration]


def read(host: str, port: int, token: str) -> Measured:
    """Ask the Felchat that listens there. Raises Unread."""
    connection = HTTPConnection(EVERYWHERE.get(host, host), port, timeout=ANSWER_WITHIN)
    try:
        connection.request("GET", "/metrics", headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise Unread
        return measured_in(answer.read().decode())
    except (OSError, HTTPException, ValueError) as reason:
        raise Unread from reason
    finally:
        connection.close()


def measured_in(text: str) -> Measured:
    """What stands in the answer."""
    from prometheus_client.parser import text_string_to_metric_families  # noqa: PLC0415 - only who reads needs it

    found: dict[str, list[Sample]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, []).append((sample.labels, sample.value))
    numbers = [each for instrument in ALL for each in numbers_of(instrument, found)]
    durations = [each for instrument in ALL if instrument.bounds for each in durations_of(instrument, found)]
    return Measured(numbers, durations)


def numbers_of(instrument: Instrument, found: Mapping[str, Sequence[Sample]]) -> Sequence[Number]:
    series = {of(instrument, labels): value for labels, value in found.get(instrument.name, ())}
    return [Number(instrument.name, *each) for each in sorted(series.items())]


def durations_of(instrument: Instrument, found: Mapping[str, Sequence[Sample]]) -> Sequence[Duration]:
    """Those that there were any of."""
    seconds = {of(instrument, labels): value for labels, value in found.get(f"{instrument.name}_sum", ())}
    upto: dict[str, list[tuple[float, float]]] = {}
    for labels, count in found.get(f"{instrument.name}_bucket", ()):
        upto.setdefault(of(instrument, labels), []).append((float(labels["le"]), count))
    return [
        duration(instrument.name, each, sorted(classes), seconds[each])
        for each, classes in sorted(upto.items())
        if max(classes)[1]
    ]


def duration(name: str, each: str, upto: Sequence[tuple[float, float]], seconds: float) -> Duration:
    count = upto[-1][1]
    parts = (quantile(part, upto) for part in (0.5, 0.95, 0.99))
    return Duration(name, each, round(count), seconds / count, *parts)


def quantile(part: float, upto: Sequence[tuple[float, float]]) -> float:
    """How long that part of all took at most, of which classes tell how many took so long or less.

    As Prometheus has it: as if those of a class lay evenly in it, and none beyond the last bound.
    """
    rank, below, before = part * upto[-1][1], 0.0, 0.0
    for bound, count in upto[:-1]:
        if count >= rank:
            return below + (bound - below) * (rank - before) / (count - before)
        below, before = bound, count
    return below


def of(instrument: Instrument, labels: Mapping[str, str]) -> str:
    """Of what it is one: the values of its labels, in its own order."""
    return " ".join(labels[name] for name in instrument.labels)
