"""Whether this process lives, and whether it can work."""

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue
from gevent import Timeout
from gevent.pool import Group

from felchat.domain import StorageAway
from felchat.services import services

ANSWER_WITHIN = 1.5
"""Seconds that a store has to answer in, sooner than pages give it up: whoever asks here decides by it."""

bp = Blueprint("health", __name__)


@bp.get("/ping")
def ping() -> ResponseReturnValue:
    return {"status": "ok"}


@bp.get("/ready")
def ready() -> ResponseReturnValue:
    states = Group().map(state_of, services.stores.values())
    well = all(state == "ok" for state in states)
    stores = dict(zip(services.stores, states, strict=True))
    return {"status": "ok" if well else "unavailable", "stores": stores}, 200 if well else 503


def state_of(question: Callable[[], None]) -> str:
    try:
        with Timeout(ANSWER_WITHIN):
            question()
    except (StorageAway, Timeout):
        return "away"
    return "ok"
