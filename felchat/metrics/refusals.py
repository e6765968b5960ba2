"""Counting what is refused, by the names of the refusals."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from felchat import metrics
from felchat.domain import Refusal, StorageAway

P = ParamSpec("P")
R = TypeVar("R")


def counting_refusals(sends: Callable[P, R]) -> Callable[P, R]:
    """The same, and the messages that it does not take are counted."""

    @wraps(sends)
    def send(*args: P.args, **named: P.kwargs) -> R:
        try:
            return sends(*args, **named)
        except (Refusal, StorageAway) as reason:
            metrics.meters.message_refused(type(reason).__name__)
            raise

    return send
