"""By what the log's lines of one request are known as one's: its id, and the route that it took."""

import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ParamSpec
from uuid import uuid4

from flask import Flask, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

P = ParamSpec("P")

WELL_FORMED = re.compile(r"[0-9a-fA-F-]{16,64}")
"""What nginx, Caddy, Envoy and others make; it can hold no word."""
ROUTE = "felchat.route"
_request_id: ContextVar[str] = ContextVar("request id", default="")


def note_routes(app: Flask) -> None:
    """Note which route each request takes, ahead of whoever may refuse it."""
    app.before_request(note_route)


def init_app(app: Flask, proxies: int) -> None:
    """Give each request an id, before anything is said of it; one that comes along counts from a proxy."""
    app.wsgi_app = traced(app.wsgi_app, proxies > 0)  # type: ignore[method-assign, assignment]


def traced(application: "WSGIApplication", believed: bool) -> "WSGIApplication":
    def serve(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "") if believed else ""
        own = given if WELL_FORMED.fullmatch(given) else uuid4().hex
        _request_id.set(own)

        def start(status: str, headers: list[tuple[str, str]], *fault: Any) -> Callable[[bytes], object]:
            return start_response(status, [*headers, ("X-Request-ID", own)], *fault)

        return application(environ, start)

    return serve


def note_route() -> None:
    """For the access log, which may hold no path: a path may be anything that somebody typed."""
    if request.url_rule:
        request.environ[ROUTE] = request.url_rule.rule


def request_id() -> str:
    """The id of the request that is being served here, or nothing."""
    return _request_id.get()


def forget() -> None:
    """The request is over, and what is said on its connection from now on is not of it."""
    _request_id.set("")


def as_of_this_request(work: Callable[P, None]) -> Callable[P, None]:
    """The work as it is given to a thread, whose lines in the log are of this request, too."""
    own = request_id()

    def in_the_thread(*args: P.args, **named: P.kwargs) -> None:
        _request_id.set(own)
        work(*args, **named)

    return in_the_thread
