"""The directory through which the workers of a gunicorn see each other's numbers; its master keeps it."""

import os
from shutil import rmtree
from tempfile import mkdtemp

DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
"""Where prometheus_client looks for the directory, when it is imported."""


def prepare() -> None:
    """Make a directory that holds nothing of before, for workers that are begun from now on."""
    os.environ[DIRECTORY] = mkdtemp(prefix="felchat-metrics-")


def forget(pid: int) -> None:
    """Drop what a worker that ended says of the moment. What it counted stays counted."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - the master needs it only now

    mark_process_dead(pid)  # type: ignore[no-untyped-call]


def clear_away() -> None:
    """Remove the directory."""
    rmtree(os.environ.pop(DIRECTORY), ignore_errors=True)
