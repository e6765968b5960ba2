"""A Felchat whose clock is as wrong as the file that CLOCK_WRONG_BY names says in seconds,
for gunicorn to load. Redis' clock stays right."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

right = time.time


def wrong() -> float:
    return right() + float(Path(os.environ["CLOCK_WRONG_BY"]).read_text())


time.time = wrong

from felchat import create_app, wiring  # noqa: E402 - everything takes the clock that it finds

wiring.now = lambda: datetime.fromtimestamp(wrong(), UTC)  # type: ignore[attr-defined]
app = create_app()
