"""What came of what was said: how long it took, and whether anything was lost, doubled or out of order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Said:
    """A message that was handed to a socket."""

    conversation: int
    side: int
    """Who said it: 0 or 1."""
    due: float
    """Seconds: when it should have been said; what it takes is counted from here."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one socket was sent, in its order."""

    conversation: int
    side: int
    numbers: Sequence[int]
    at: Sequence[float]


@dataclass(frozen=True)
class Latency:
    """Milliseconds from when something was due to when it was there."""

    p50: float
    p95: float
    p99: float
    max: float


@dataclass(frozen=True)
class Tally:
    """Of all that was said."""

    said: int
    expected: int
    """How many deliveries there should be, to all sockets of both people."""
    lost: int
    doubled: int
    disordered: int
    """Deliveries behind something that their sender said later, and sockets that saw another order."""
    strayed: int
    """Deliveries to somebody who has no part in the conversation, or of what nobody said."""
    recipient: Latency
    sender: Latency

    @property
    def wrong(self) -> int:
        """All that should not have happened."""
        return self.lost + self.doubled + self.disordered + self.strayed

    @property
    def is_whole(self) -> bool:
        return not self.wrong


def tally(said: Mapping[int, Said], heard: Iterable[Heard], strayed: int = 0) -> Tally:
    """`said` by number. What was said before, and comes late, is nobody's: it was counted as lost then."""
    of_conversation: dict[int, list[int]] = {}
    for number, message in said.items():
        of_conversation.setdefault(message.conversation, []).append(number)
    first_seen: dict[int, list[int]] = {}
    took: tuple[list[float], list[float]] = ([], [])
    expected = lost = doubled = disordered = 0
    for end in heard:
        came: dict[int, float] = {}
        for number, at in zip(end.numbers, end.at, strict=True):
            if number not in said:
                continue
            if said[number].conversation != end.conversation:
                strayed += 1
            elif number in came:
                doubled += 1
            else:
                came[number] = at
        wanted = of_conversation.get(end.conversation, ())
        expected += len(wanted)
        lost += len(wanted) - len(came)
        seen = first_seen.setdefault(end.conversation, list(came))
        disordered += descents(said, came) + is_another_order(list(came), seen)
        for number, at in came.items():
            took[said[number].side == end.side].append((at - said[number].due) * 1000)
    return Tally(len(said), expected, lost, doubled, disordered, strayed, latency(took[0]), latency(took[1]))


def is_another_order(one: Sequence[int], other: Sequence[int]) -> bool:
    """Of what both have: what one lacks is lost, and counted as that."""
    both = set(one) & set(other)
    return [each for each in one if each in both] != [each for each in other if each in both]


def descents(said: Mapping[int, Said], came: Iterable[int]) -> int:
    """How often something comes behind what the same person said later."""
    newest, found = [-1, -1], 0
    for number in came:
        side = said[number].side
        found += number < newest[side]
        newest[side] = max(newest[side], number)
    return found


def latency(milliseconds: Sequence[float]) -> Latency:
    ordered = sorted(milliseconds)
    return Latency(*(percentile(ordered, share) for share in (0.5, 0.95, 0.99, 1)))


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that so large a share does not exceed; 0 of nothing."""
    return ordered[ceil(share * len(ordered)) - 1] if ordered else 0.0
