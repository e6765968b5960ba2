"""A Redis that hangs is asked by one, and the others are told at once."""

from contextlib import suppress

import pytest
from redis import exceptions

from felchat import redis_patience
from felchat.redis_patience import ANSWER_WITHIN, SILENT_FOR, Silence
from tests.conftest import MovingClock


@pytest.fixture(autouse=True)
def seconds(clock: MovingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_patience, "monotonic", lambda: clock().timestamp())


@pytest.fixture
def silence() -> Silence:
    """One that began just now."""
    silence = Silence()
    comes_to(exceptions.TimeoutError("too slow"), silence)
    return silence


def comes_to(outcome: Exception, silence: Silence) -> None:
    with suppress(type(outcome)), silence.asking():
        raise outcome


def asks(silence: Silence) -> bool:
    """Whether somebody who comes now is let through; if so, they are answered."""
    try:
        with silence.asking():
            return True
    except exceptions.TimeoutError:
        return False


def test_as_long_as_it_answers_everybody_asks() -> None:
    silence = Silence()
    with silence.asking(), silence.asking():
        assert asks(silence)


def test_once_it_was_silent_nobody_asks_for_a_moment(silence: Silence, clock: MovingClock) -> None:
    assert not asks(silence)
    clock.forward(seconds=SILENT_FOR[0] - 0.1)
    assert not asks(silence)


def test_then_one_asks_and_the_others_do_not_wait_with_it(silence: Silence, clock: MovingClock) -> None:
    clock.forward(seconds=SILENT_FOR[1])
    with silence.asking():
        assert not asks(silence)
    assert asks(silence)


def test_who_asks_in_vain_prolongs_it(silence: Silence, clock: MovingClock) -> None:
    clock.forward(seconds=SILENT_FOR[1])
    comes_to(exceptions.TimeoutError("still too slow"), silence)
    assert not asks(silence)


def test_who_asks_and_goes_away_keeps_nobody_from_asking(silence: Silence, clock: MovingClock) -> None:
    clock.forward(seconds=SILENT_FOR[1])
    with suppress(KeyboardInterrupt), silence.asking():
        raise KeyboardInterrupt
    assert not asks(silence)
    clock.forward(seconds=ANSWER_WITHIN)
    assert asks(silence)


def test_a_no_is_an_answer(silence: Silence, clock: MovingClock) -> None:
    clock.forward(seconds=SILENT_FOR[1])
    comes_to(exceptions.ReadOnlyError("you can't write against a read only replica"), silence)
    assert asks(silence)


def test_what_is_refused_at_once_may_be_asked_again_at_once() -> None:
    silence = Silence()
    comes_to(exceptions.ConnectionError("refused"), silence)
    assert asks(silence)


def test_long_after_it_everybody_asks_again(silence: Silence, clock: MovingClock) -> None:
    clock.forward(seconds=SILENT_FOR[1] + ANSWER_WITHIN)
    with silence.asking():
        assert asks(silence)
