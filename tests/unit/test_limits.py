"""Limits: a budget, a place, what is counted as one, and what is written down."""

import logging
from contextlib import ExitStack

import pytest

from felchat.limits.domain import AtOnce, Budget, Limit, Meter, TooMany, network_of
from felchat.limits.in_memory import Memory, in_memory
from felchat.limits.service import LimitService
from felchat.services import Services
from tests.conftest import MovingClock

TWICE = Limit("twice a minute", times=2, within=60)
ROOM = AtOnce("room", most=2)


def test_a_budget_lets_a_burst_pass_and_then_goes_by_its_rate() -> None:
    meter, passed = Meter(Budget(burst=10, per_second=2)), 0
    for tenth in range(100):
        try:
            meter.spend(1000 + tenth / 10)
            passed += 1
        except TooMany:
            pass
    assert passed == 10 + 19  # in the first tenth of a second one, and so on; 9.9 s at two a second


def test_a_budget_that_rested_is_no_larger_than_its_burst() -> None:
    meter = Meter(Budget(burst=3, per_second=1))
    for _ in range(3):
        meter.spend(10**6)
    with pytest.raises(TooMany) as refusal:
        meter.spend(10**6)
    assert refusal.value.wait == pytest.approx(1)


@pytest.mark.parametrize(("wait", "told"), [(0.01, 1), (1, 1), (1.2, 2), (899.5, 900)])
def test_the_time_to_wait_is_told_in_whole_seconds_and_never_too_short(wait: float, told: int) -> None:
    assert TooMany(wait).retry_after == told


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("192.0.2.7:50123", "192.0.2.7"),
        ("[2001:db8:1:2::9]:50123", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("[::ffff:192.0.2.7]:1", "192.0.2.7"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_ipv6_network_is_one_place_and_a_port_makes_no_other(address: str, place: str) -> None:
    """Whoever has one address of a network has 2^64 of them (RFC 6177)."""
    assert network_of(address) == place


def test_of_several_limits_none_counts_when_one_refuses() -> None:
    limits = LimitService(in_memory())
    for _ in range(2):
        limits.take((TWICE, 1))
    with pytest.raises(TooMany):
        limits.take((TWICE, 2), (TWICE, 1))
    limits.take((TWICE, 2))
    limits.take((TWICE, 2))


def test_at_the_very_end_of_a_window_nothing_passes_that_is_not_counted(
    limited: Services, clock: MovingClock
) -> None:
    windows = limited.limits.windows
    assert windows
    for _ in range(2):
        windows.take(TWICE, "mallory")
    clock.forward(seconds=TWICE.within)
    assert [windows.take(TWICE, "mallory") for _ in range(20)].count(0) <= 2


def test_when_they_are_off_nothing_is_limited() -> None:
    limits = LimitService()
    meter = limits.meter(Budget(burst=1, per_second=1))
    with ExitStack() as held:
        for _ in range(10):
            limits.take((TWICE, 1))
            limits.count(TWICE, 1)
            meter.spend(0)
            held.enter_context(limits.holding(ROOM, "place"))
    assert not limits.is_reached(TWICE, 1)
    limits.forget((TWICE, 1))


def test_there_is_room_for_so_many_at_once_and_for_the_next_when_one_goes() -> None:
    limits = LimitService(in_memory())
    with limits.holding(ROOM, "mallory"):
        with limits.holding(ROOM, "mallory"):
            with pytest.raises(TooMany), limits.holding(ROOM, "mallory"):
                pass
            with limits.holding(ROOM, "alice"):
                pass
        with limits.holding(ROOM, "mallory"):
            pass
    assert not limits._held


def test_a_limit_that_is_reached_is_noted_with_nobodys_name_or_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    limits = LimitService(in_memory())
    with caplog.at_level(logging.INFO, "felchat.security"):
        for whose in (7, ("secret name", "192.0.2.7"), "192.0.2.7"):
            limits.take((TWICE, whose))
            limits.take((TWICE, whose))
            with pytest.raises(TooMany):
                limits.take((TWICE, whose))
    hit = {"event": "limit_hit"}
    assert [vars(record)["facts"] for record in caplog.records] == [hit | {"account": 7}, hit, hit]


@pytest.mark.usefixtures("limited")
def test_who_is_counted_no_more_is_forgotten(clock: MovingClock) -> None:
    memory = Memory()
    for number in range(100):
        memory.acquire_entry(f"mallory {number}", limit=5, expiry=60)
    memory.timer.join()
    clock.forward(minutes=2)
    for _ in range(2):
        memory.acquire_entry("alice", limit=5, expiry=60)
        memory.timer.join()
    assert set(memory.events) == set(memory.locks) == {"alice"}
