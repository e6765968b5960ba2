"""A timer that is exact to some microseconds; uvloop's own counts in milliseconds."""

import asyncio
import ctypes
import os
from collections.abc import Callable
from time import CLOCK_MONOTONIC

LIBC = ctypes.CDLL(None, use_errno=True)
AT_A_TIME = 1
"""The kernel's TFD_TIMER_ABSTIME: the first time is a point in time."""


class Times(ctypes.Structure):
    """The kernel's `itimerspec`: how often, and when first."""

    _fields_ = (
        ("every_s", ctypes.c_long),
        ("every_ns", ctypes.c_long),
        ("in_s", ctypes.c_long),
        ("in_ns", ctypes.c_long),
    )


class Pace:
    """Calls back from a point of `perf_counter`'s time on, at an interval, until it is stopped."""

    def __init__(self, begin: float, seconds: float, tick: Callable[[], None]) -> None:
        self._tick = tick
        self._loop = asyncio.get_running_loop()
        self._timer = LIBC.timerfd_create(CLOCK_MONOTONIC, os.O_NONBLOCK | os.O_CLOEXEC)
        if self._timer < 0:
            raise OSError(ctypes.get_errno(), "timerfd_create")
        times = Times(*divmod(round(seconds * 1e9), 10**9), *divmod(round(begin * 1e9), 10**9))
        LIBC.timerfd_settime(self._timer, AT_A_TIME, ctypes.byref(times), None)
        self._loop.add_reader(self._timer, self._expired)

    def _expired(self) -> None:
        os.read(self._timer, 8)
        self._tick()

    def stop(self) -> None:
        self._loop.remove_reader(self._timer)
        os.close(self._timer)
