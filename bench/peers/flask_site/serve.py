"""Serving by gunicorn."""

import os
import sys
from typing import NoReturn


def serve(application: str) -> NoReturn:
    """Become gunicorn, which serves the application of that module."""
    told = ("-m", "gunicorn", "-c", "python:bench.peers.flask_site.served", application)
    os.execv(sys.executable, (sys.executable, *told))  # noqa: S606
