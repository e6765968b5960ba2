"""What came of what was said is counted as it was."""

import pytest

from bench.load.tally import Heard, Said, latency, percentile, tally

ALICE, BOB = 0, 1
SAID = {1: Said(7, ALICE, 10.0), 2: Said(7, BOB, 10.5), 3: Said(7, ALICE, 11.0)}


def heard(side: int, *numbers: int, after: float = 0.002, conversation: int = 7) -> Heard:
    return Heard(
        conversation, side, numbers, [SAID[each].due + after if each in SAID else 0 for each in numbers]
    )


def test_what_all_have_heard_in_order_is_whole() -> None:
    counted = tally(SAID, [heard(ALICE, 1, 2, 3), heard(BOB, 1, 2, 3)])
    assert counted.is_whole
    assert (counted.said, counted.expected) == (3, 6)


def test_what_takes_long_counts_for_the_end_that_waits() -> None:
    counted = tally(SAID, [heard(ALICE, 1, 2, 3, after=0.002), heard(BOB, 1, 2, 3, after=0.5)])
    assert counted.recipient.max == pytest.approx(500)  # alice's, at bob's
    assert counted.sender.max == pytest.approx(500)  # bob's own copy
    assert counted.recipient.p50 == pytest.approx(500)
    assert counted.sender.p50 == pytest.approx(2)


def test_what_bob_never_hears_is_lost_for_him_alone() -> None:
    counted = tally(SAID, [heard(ALICE, 1, 2, 3), heard(BOB, 1, 3)])
    assert (counted.lost, counted.doubled) == (1, 0)
    assert not counted.is_whole


def test_what_comes_twice_is_doubled_and_hides_no_loss() -> None:
    counted = tally(SAID, [heard(ALICE, 1, 2, 3), heard(BOB, 1, 1, 3)])
    assert (counted.lost, counted.doubled) == (1, 1)


def test_what_comes_behind_what_was_said_later_is_out_of_order() -> None:
    assert tally(SAID, [heard(BOB, 3, 1, 2)]).disordered == 1


def test_two_who_cross_may_come_either_way_but_the_same_for_both() -> None:
    assert tally(SAID, [heard(ALICE, 2, 1, 3), heard(BOB, 2, 1, 3)]).disordered == 0
    assert tally(SAID, [heard(ALICE, 1, 2, 3), heard(BOB, 2, 1, 3)]).disordered == 1


def test_what_one_of_them_lacks_is_lost_and_in_no_other_order() -> None:
    found = tally(SAID, [heard(ALICE, 1, 2, 3), heard(BOB, 1, 3)])
    assert (found.lost, found.disordered) == (1, 0)


def test_what_reaches_mallory_has_strayed() -> None:
    counted = tally(SAID, [heard(ALICE, 1, 2, 3), heard(BOB, 1, 2, 3), heard(ALICE, 2, conversation=8)])
    assert (counted.strayed, counted.lost) == (1, 0)


def test_what_comes_late_from_before_is_nobodys() -> None:
    assert tally(SAID, [heard(ALICE, 0, 1, 2, 3)]).is_whole


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1, 100)])
def test_a_percentile_is_one_of_the_values(share: float, value: float) -> None:
    assert percentile(range(1, 101), share) == value


def test_of_nothing_there_is_no_latency() -> None:
    assert latency([]).max == 0
