"""GET /metrics, for whoever shows the token; for anybody else there is no such page.

It stands ahead of Flask and is no route, so that whoever shows no token, or asks in another way, gets
just what Flask answers about any address that is not there (ASVS 5.0, 13.4.5).
"""

from collections.abc import Iterable
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from felchat import metrics
from felchat.logs.tracing import ROUTE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from felchat.metrics.exposition import Exposition

NOWHERE = "none"
"""The route of whatever took none: anybody may ask for anything."""


class Watched:
    """Counts what an application answers, and shows what was counted."""

    def __init__(self, application: "WSGIApplication", exposition: "Exposition", token: str) -> None:
        self._application = application
        self._exposition = exposition
        self._token = token.encode()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/metrics" and self._may_look(environ):
            text = self._exposition.text()
            headers = [("Content-Type", CONTENT_TYPE_PLAIN_0_0_4), ("Content-Length", str(len(text)))]
            start_response("200 OK", headers)
            return [text]

        def start(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            metrics.meters.answered(environ.get(ROUTE, NOWHERE), int(status[:3]))
            return start_response(status, headers, *fault)

        return self._application(environ, start)

    def _may_look(self, environ: "WSGIEnvironment") -> bool:
        """Compared in a time that tells nothing of where they differ (ASVS 5.0, 11.2.4)."""
        scheme, _, shown = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        knows = compare_digest(shown.encode("latin-1"), self._token)
        return knows and scheme.lower() == "bearer" and environ["REQUEST_METHOD"] == "GET"
