"""Whether this process lives, and whether it can work."""

from collections.abc import Callable

from flask import Blueprint
from flask.typing import ResponseReturnValue

from felchat.domain import StorageAway
from felchat.services import services

bp = Blueprint("health", __name__)


@bp.get("/ping")
def ping() -> ResponseReturnValue:
    return {"status": "ok"}


@bp.get("/ready")
def ready() -> ResponseReturnValue:
    stores = {name: "ok" if answers(question) else "away" for name, question in services.stores.items()}
    well = all(state == "ok" for state in stores.values())
    return {"status": "ok" if well else "unavailable", "stores": stores}, 200 if well else 503


def answers(question: Callable[[], None]) -> bool:
    try:
        question()
    except StorageAway:
        return False
    return True
