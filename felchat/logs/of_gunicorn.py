"""gunicorn's own words, in the form of all others, and without what a request may have brought along."""

import logging
from datetime import timedelta
from typing import Any

from gevent.hub import Hub
from gunicorn.glogging import Logger

from felchat.logs.lines import note_uncaught
from felchat.logs.tracing import ROUTE

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class GunicornLog(Logger):
    """What gunicorn calls for each line that it writes."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)  # type: ignore[no-untyped-call]
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = True
        # At DEBUG it would write all its settings and whatever comes in.
        self.error_log.setLevel(max(self.loglevel, logging.INFO))
        Hub.print_exception = note_uncaught_in_hub  # type: ignore[method-assign, assignment]

    def access(self, resp: Any, _req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """One line for each answer, with the route instead of the address."""
        if not self.access_log_enabled:
            return
        method = environ["REQUEST_METHOD"]
        facts = {
            "method": method if method in METHODS else "other",
            "route": environ.get(ROUTE) or route_of_a_file(environ.get("PATH_INFO", "")),
            "status": int(str(resp.status).partition(" ")[0]),
            "ms": round(request_time.total_seconds() * 1000),
        }
        self.access_log.info("Answered", extra={"facts": facts})

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Its sentence about a request that is none holds the address, and what was wrong with it."""
        if msg.startswith("Invalid request"):
            msg, args = "What came was no HTTP request", ()
        super().warning(msg, *args, **kwargs)  # type: ignore[no-untyped-call]

    def exception(self, msg: str, *_args: Any, **kwargs: Any) -> None:
        """Its sentences about faults end with the address that was asked for. A broken line is no fault."""
        if msg.startswith("Socket error"):
            super().info("Somebody took no answer, or went away")  # type: ignore[no-untyped-call]
            return
        super().exception(str(msg).partition(" %")[0], **kwargs)  # type: ignore[no-untyped-call]


def route_of_a_file(path: str) -> str:
    return "/static/" if path.startswith("/static/") else "none"


def note_uncaught_in_hub(_hub: Hub, _context: object, kind: Any, fault: Any, places: Any) -> None:
    note_uncaught((kind, fault, places))
