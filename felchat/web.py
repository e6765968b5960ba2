"""HTTP manners that all pages share: who may ask, and how to go on."""

import re

from flask import Flask, Response, current_app, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden
from werkzeug.routing import IntegerConverter
from werkzeug.urls import iri_to_uri

from felchat.bidi import isolated
from felchat.domain import Refusal, StorageAway, TooBusy
from felchat.limits.domain import TooMany
from felchat.logs.security import Event, note

LARGEST_FORM = 192 * 1024
"""Bytes. What a composer takes fits, to be refused with a reason: 20,000 characters at up to nine bytes."""
LONGEST_NEXT = 512
ID = "[0-9]{1,10}"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class Id(IntegerConverter):
    """An id in a path. Werkzeug's own would take the digits of any script, and any number of them."""

    regex = ID


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = Id
    app.before_request(refuse_foreign_origins)
    app.after_request(name_no_host)
    app.add_template_global(layout)
    app.add_template_filter(isolated)


def id_named(text: str) -> int:
    """The id that a form or an address names; `int` alone takes " +1_0" in any digits. Raises ValueError."""
    if not re.fullmatch(ID, text):
        raise ValueError("no id")
    return int(text)


def refuse_foreign_origins() -> None:
    """Refuse whatever another site makes a browser do here; a socket's handshake must name its origin.

    Browsers say in Sec-Fetch-Site who asks, older ones in Origin; a script outside of browsers says
    neither, and has no cookies of anybody else's to misuse.
    """
    origin = request.headers.get("Origin")
    ours = origin in our_origins()
    if is_handshake():
        allowed = ours
    elif request.method in SAFE_METHODS or bearer_token() is not None:
        allowed = True  # whoever brings a token is known by it alone, whatever cookies come along
    elif is_api() and origin in current_app.config["FELCHAT"].cors_origins:
        allowed = True
    elif site := request.headers.get("Sec-Fetch-Site"):
        allowed = site in ("same-origin", "none")
    else:
        allowed = origin is None or ours
    if not allowed:
        note(Event.ORIGIN_REFUSED)
        raise Forbidden


def our_origins() -> set[str]:
    """Where our own pages come from. By https always: a proxy that nobody told us of may speak it.

    By http only while the request comes so: whoever can alter plain http on the way is not us.
    """
    return {f"https://{request.host}", f"{request.scheme}://{request.host}"}


def is_api() -> bool:
    """Whether a program asks, and is answered in JSON."""
    return f"{request.path}/".startswith("/api/")


def bearer_token() -> str | None:
    """The token that a call of the API brings; None when it brings none, so that the cookie counts."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if is_api() and scheme.lower() == "bearer" else None


def is_handshake() -> bool:
    return request.headers.get("Upgrade", "").lower() == "websocket"


def name_no_host(response: Response) -> Response:
    """The router's own redirects name the host that was asked, which is whatever the client wrote."""
    if response.location and response.location.startswith(request.host_url):
        response.location = safe_next(f"/{response.location.removeprefix(request.host_url)}") or "/"
    return response


def wants_fragment() -> bool:
    """Whether htmx asks, and will swap what it gets into the page that is there."""
    return request.headers.get("HX-Request") == "true"


def wants_what_changed() -> bool:
    """Whether htmx sent a form whose answer is what the page shows of it, and not the page."""
    return wants_fragment() and request.method == "POST"


def typed(field: str) -> str:
    """What the form says in that field; nothing if it has none."""
    return request.form.get(field, "")


def layout() -> str:
    """What a page's template stands in: a whole page, or nothing when htmx swaps it into another."""
    asks_for_all = request.headers.get("HX-Request-Type") == "full"
    return "_bare.html" if wants_fragment() and not asks_for_all else "base.html"


def go_to(address: str) -> ResponseReturnValue:
    """Send the browser to another page; htmx by its own header, since it would swap a redirect's page."""
    if wants_fragment():
        return "", 204, {"HX-Redirect": iri_to_uri(address)}
    return redirect(address, 303)


def refused(reason: Refusal | StorageAway) -> tuple[int, dict[str, str]]:
    """The status and the headers of an answer that shows a form again with what is wrong."""
    match reason:
        case StorageAway():
            return 503, {}
        case TooMany(retry_after=seconds):
            return 429, {"Retry-After": str(seconds)}
        case TooBusy(retry_after=seconds):
            return 503, {"Retry-After": str(seconds)}
    return 422, {}


def safe_next(address: str) -> str:
    """The address if it stays on this site, else nothing.

    A browser takes a backslash for a slash and skips control characters, so that neither may occur.
    """
    stays = re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", address)
    return address if stays and len(address) <= LONGEST_NEXT else ""
