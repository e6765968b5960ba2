"""The guard says when a message costs more beside the same peers, and only then."""

import pytest

from bench.guard import ALLOWED, ratios, slower_by

COMMITTED = {"fastapi": 0.4, "plain": 0.1}


def now(ours: float, machine: float = 1) -> dict[str, float]:
    costs = {"felchat": 100 * ours, "fastapi": 250, "plain": 1000}
    return ratios({name: cost * machine for name, cost in costs.items()})


def test_the_same_cost_is_no_slower() -> None:
    assert slower_by(COMMITTED, now(1)) == pytest.approx(0)


def test_a_slower_machine_is_no_slower_program() -> None:
    assert slower_by(COMMITTED, now(1, machine=3)) == pytest.approx(0)


def test_what_costs_a_fifth_more_is_told() -> None:
    assert slower_by(COMMITTED, now(1.2)) == pytest.approx(0.2)
    assert slower_by(COMMITTED, now(1.2)) > ALLOWED > slower_by(COMMITTED, now(1.1))


def test_what_costs_less_is_negative() -> None:
    assert slower_by(COMMITTED, now(0.5)) == pytest.approx(-0.5)


def test_a_peer_that_nobody_committed_is_an_error() -> None:
    with pytest.raises(KeyError):
        slower_by({"fastapi": 0.4}, now(1))
