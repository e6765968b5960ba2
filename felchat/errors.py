"""How an answer looks that is none: a page in the application's own look, a fragment for htmx, or JSON."""

import logging

from flask import Flask, current_app, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, ServiceUnavailable, TooManyRequests
from wsproto.utilities import RemoteProtocolError

from felchat.domain import StorageAway, TooBusy
from felchat.error_words import CROWDED, EXPLANATIONS, UNEXPLAINED, UNKNOWN_HOST, WITHOUT_HTTPS
from felchat.limits.domain import TooMany
from felchat.limits.words import when_to_try_again
from felchat.logs.security import Event, note
from felchat.web import is_api, safe_next, wants_fragment

PASSING = {429, 500, 503}
"""What may be over by itself, so that the page offers to try again."""

log = logging.getLogger(__name__)


class Crowded(ServiceUnavailable):
    """More want at once what takes long than can be served in time."""


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(StorageAway, show_storage_away)
    app.register_error_handler(TooBusy, show_too_busy)
    app.register_error_handler(TooMany, show_too_many)
    # No handshake, or a peer that went away in the middle of one.
    for reason in (RemoteProtocolError, ConnectionError, TimeoutError):
        app.register_error_handler(reason, show_bad_handshake)


def show_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error  # a redirect
    note_refusal(error)
    title, advice = explained(error)
    headers = headers_of(error)
    if request_ctx.url_adapter is None:
        return without_a_home(error.code)
    if is_api():
        # The words of whoever refused; werkzeug's own are about browsers, and only in the class.
        return {"detail": vars(error).get("description") or f"{title}."}, error.code, headers
    if wants_fragment():
        swap = {"HX-Retarget": "#notice", "HX-Reswap": "innerHTML"}
        return render_template("_error.html", title=title, advice=advice), error.code, headers | swap
    again = safe_next(request.full_path.rstrip("?")) if is_passing(error) else ""
    page = render_template("error.html", title=title, advice=advice, code=error.code, again=again)
    return page, error.code, headers


def is_passing(error: HTTPException) -> bool:
    return error.code in PASSING and request.method == "GET"


def note_refusal(error: HTTPException) -> None:
    if isinstance(error, CSRFError):
        note(Event.CSRF_REFUSED)


def headers_of(error: HTTPException) -> dict[str, str]:
    """What belongs to such an answer: which methods there are, or when to try again."""
    if not isinstance(error, MethodNotAllowed | ServiceUnavailable | TooManyRequests):
        return {}
    return {name: value for name, value in error.get_headers() if name != "Content-Type"}


def without_a_home(code: int) -> ResponseReturnValue:
    """In plain words: no page could link to anything."""
    title, advice = UNKNOWN_HOST
    if is_api():
        return {"detail": f"{title}."}, code
    return f"{title}. {advice}\n", code, {"Content-Type": "text/plain; charset=utf-8"}


def explained(error: HTTPException) -> tuple[str, str]:
    """What happened, and what to do about it, in a person's words."""
    if isinstance(error, Crowded):
        title, advice = CROWDED
    elif isinstance(error, CSRFError) and cookie_needs_https():
        log.warning("A form came over plain http, where browsers keep no cookie: see SESSION_COOKIE_SECURE")
        title, advice = WITHOUT_HTTPS
    else:
        title, advice = EXPLANATIONS.get(error.code or 500, UNEXPLAINED)
    if isinstance(error, TooManyRequests) and error.retry_after:
        return str(title), str(error.description)
    return str(title), str(advice)


def cookie_needs_https() -> bool:
    """Whether the session's cookie is not there because browsers drop a secure one that came by plain http.

    That it did not come back tells: it does to localhost, and from behind a proxy that nobody told us of.
    """
    secure, name = (current_app.config[f"SESSION_COOKIE_{each}"] for each in ("SECURE", "NAME"))
    return secure and not request.is_secure and name not in request.cookies


def show_storage_away(away: StorageAway) -> ResponseReturnValue:
    log.error("Answered 503: %s", away)
    return show_error(ServiceUnavailable())


def show_too_busy(reason: TooBusy) -> ResponseReturnValue:
    return show_error(Crowded(retry_after=reason.retry_after))


def show_too_many(reason: TooMany) -> ResponseReturnValue:
    return show_error(TooManyRequests(when_to_try_again(reason), retry_after=reason.retry_after))


def show_bad_handshake(_error: Exception) -> ResponseReturnValue:
    response = HTTPException("This is not a WebSocket handshake.")
    response.code = 400
    return show_error(response)
