"""Where measuring is switched on."""

from hashlib import sha1
from typing import TYPE_CHECKING

from flask import Flask

from felchat import metrics
from felchat.config import ROOT
from felchat.extensions import db

if TYPE_CHECKING:
    from collections.abc import Mapping


def init_app(app: Flask, token: str) -> None:
    """Measure, and show it to whoever has the token. Without one nothing is counted, nor even imported."""
    if not token:
        return
    from felchat.metrics.counting import Counting  # noqa: PLC0415 - as is said above
    from felchat.metrics.exposition import Exposition  # noqa: PLC0415
    from felchat.metrics.of_the_database import measure  # noqa: PLC0415
    from felchat.metrics.page import Watched  # noqa: PLC0415

    counting = Counting(scripts())
    metrics.count_in(counting)
    with app.app_context():
        for engine in db.engines.values():
            measure(engine)
    exposition = app.extensions["felchat metrics"] = Exposition(counting)
    app.wsgi_app = Watched(app.wsgi_app, exposition, token)  # type: ignore[method-assign]


def scripts() -> "Mapping[str, str]":
    """The names of the scripts that Redis is given, by the digests that it knows them by."""
    files = (ROOT / "felchat").rglob("*.lua")
    return {sha1(each.read_bytes(), usedforsecurity=False).hexdigest(): each.stem for each in files}
