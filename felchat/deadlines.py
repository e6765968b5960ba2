"""How long something may take that waits for a peer."""

from collections.abc import Iterator
from contextlib import contextmanager

import gevent
from gevent import monkey


@contextmanager
def deadline(seconds: float, too_late: Exception) -> Iterator[None]:
    """Raise that in a greenlet which takes longer. A bare thread is not hurried."""
    if not monkey.is_module_patched("socket"):
        yield
        return
    with gevent.Timeout(seconds, too_late):
        yield
