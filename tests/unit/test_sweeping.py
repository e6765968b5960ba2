"""Who sweeps the message store: in whose turn, how often, and what comes of it while the store is away."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from felchat.chat.domain import Conversation
from felchat.chat.housekeeping import Tally
from felchat.chat.sweeping import seconds_between_sweeps, sweep_for_ever
from felchat.domain import StorageAway


class Enough(BaseException):
    """Ends what goes on for ever."""


@dataclass
class House:
    """See Housekeeping. `turns`: whether it is ours, or what goes wrong. After the last it ends."""

    turns: Iterator[bool | Exception]
    done: list[str] = field(default_factory=list)

    def claim_sweep(self, _seconds: float) -> bool:
        turn = next(self.turns, None)
        if turn is None:
            raise Enough
        if isinstance(turn, Exception):
            raise turn
        self.done.append("claimed" if turn else "left to another")
        return turn

    def purge(self) -> None:
        self.done.append("purged")

    def tally(self) -> Tally:
        raise AssertionError("nobody asked to count")

    def wipe(self, only: Conversation | None = None) -> int:
        raise AssertionError(f"nobody asked to wipe {only}")


def what_is_done(*turns: bool | Exception) -> list[str]:
    house = House(iter(turns))
    with pytest.raises(Enough):
        sweep_for_ever(house, lambda: house.done.append("elsewhere, too"), every=0)
    return house.done


def test_only_whose_turn_it_is_sweeps() -> None:
    swept = ["claimed", "purged", "elsewhere, too"]
    assert what_is_done(False, True, False) == ["left to another", *swept, "left to another"]


def test_a_store_that_was_away_is_swept_the_next_time() -> None:
    assert what_is_done(StorageAway("message store"), True) == ["claimed", "purged", "elsewhere, too"]


def test_a_fault_ends_no_sweeping_and_is_told_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    assert what_is_done(RuntimeError("what alice said"), True) == ["claimed", "purged", "elsewhere, too"]
    assert "RuntimeError" in caplog.text
    assert "alice" not in caplog.text


@pytest.mark.parametrize(
    ("retention_ms", "seconds"), [(3000, 0.3), (30 * 60_000, 60), (24 * 60 * 60_000, 60)]
)
def test_the_dead_lie_for_a_tenth_of_the_retention_and_for_a_minute_at_the_most(
    retention_ms: int, seconds: float
) -> None:
    assert seconds_between_sweeps(retention_ms) == seconds
