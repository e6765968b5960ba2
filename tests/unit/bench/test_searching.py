"""The highest rate is found, on servers that are pretended."""

from collections.abc import Callable

import pytest

from bench.searching import CLOSE_ENOUGH, highest_rate


def found(sustains: Callable[[float], bool], start: float) -> tuple[float, list[float]]:
    search, tried = highest_rate(start), list[float]()
    rate = next(search)
    try:
        while True:
            tried.append(rate)
            rate = search.send(sustains(rate))
    except StopIteration as done:
        return done.value, tried


@pytest.mark.parametrize("limit", [90, 1_000, 4_321, 60_000])
@pytest.mark.parametrize("start", [100, 2_000])
def test_the_limit_is_found_from_below_and_from_above(limit: float, start: float) -> None:
    best, tried = found(lambda rate: rate <= limit, start)
    assert limit / CLOSE_ENOUGH <= best <= limit
    assert len(tried) < 40


def test_one_bad_moment_decides_nothing() -> None:
    moments = iter([True, False, *[True] * 100])
    best, _ = found(lambda rate: rate <= 1_000 and next(moments), 500)
    assert best > 900


def test_a_server_that_sustains_nothing_has_no_highest_rate() -> None:
    assert found(lambda _: False, 500)[0] == 0
