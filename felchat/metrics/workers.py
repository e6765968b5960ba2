"""The directory through which the workers of a gunicorn see each other's numbers; its master keeps it."""

import os
from dataclasses import dataclass
from shutil import rmtree
from tempfile import mkdtemp


@dataclass
class Directory:
    """A directory of the master's own. While there is none, there is nothing to do about it."""

    path: str = ""

    def prepare(self) -> None:
        """Make it, unless it is there, for workers that begin from now on: prometheus_client looks for it."""
        self.path = self.path or mkdtemp(prefix="felchat-metrics-")
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = self.path

    def forget(self, pid: int) -> None:
        """Drop what a worker that ended said of the moment. What it counted stays counted."""
        if self.path:
            from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - only when one ends

            mark_process_dead(pid, self.path)  # type: ignore[no-untyped-call]

    def clear_away(self) -> None:
        """Remove it with all that is in it."""
        if self.path:
            rmtree(self.path, ignore_errors=True)


directory = Directory()
"""That of this process."""
