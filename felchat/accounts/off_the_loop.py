"""Where work is done that would hold up everybody on gevent's loop."""

import os
import sys
from collections.abc import Callable
from typing import TypeVar

from gevent import monkey
from gevent.threadpool import ThreadPool

from felchat.domain import TooBusy

T = TypeVar("T")

THREADS = 1
"""How many work at once in each process: the site as a whole has as many as it has workers."""
WAITING = 8
"""How many may wait for them: with a quarter of a second each that is two seconds for the last."""
NICENESS = 10
"""Beside a loop that wants the whole core a thread this nice has a tenth of it: enough to get on."""


class OffTheLoop:
    """Real threads, which let the loop go first wherever it wants the same core."""

    def __init__(self) -> None:
        self._pool: ThreadPool | None = None
        self._asked = 0

    def do(self, work: Callable[[], T]) -> T:
        """Do that work; without gevent at once. Raises TooBusy when as many wait already as may."""
        if not monkey.is_module_patched("threading"):
            return work()
        if self._asked >= THREADS + WAITING:
            raise TooBusy
        self._asked += 1
        try:
            if self._pool is None:  # an idle pool is false, too
                self._pool = ThreadPool(THREADS)
            done: T = self._pool.apply(nicely, (work,))
        finally:
            self._asked -= 1
        return done


def nicely(work: Callable[[], T]) -> T:
    """The work, by a thread that waits for whoever else wants the core, as far as the system can do that."""
    if sys.platform == "linux":  # where this is about the one thread
        ours = os.getpriority(os.PRIO_PROCESS, os.getpid())
        os.setpriority(os.PRIO_PROCESS, 0, min(ours + NICENESS, 19))
    return work()
