"""What every answer carries, whoever gives it: a view, a static file, or the framework itself."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

A_YEAR = 365 * 24 * 3600
FOR_EVER = f"public, max-age={A_YEAR}, immutable"
A_WEEK = "private, max-age=604800, immutable"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
POLICY_OF_A_FRAMING_PAGE = f"{POLICY}; frame-src 'self'"
POLICY_IN_A_FRAME = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
# fmt: off
NEVER_ASKED_FOR = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "encrypted-media", "gamepad",
    "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "keyboard-map",
    "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment",
    "publickey-credentials-create", "publickey-credentials-get", "screen-wake-lock", "serial",
    "storage-access", "usb", "window-management", "xr-spatial-tracking",
)
# fmt: on
"""What a browser may do for a page and is never to do for ours. Autoplay is not among them: a sound plays."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # No process is shared with a neighbour at another name of the same domain.
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": ", ".join(f"{each}=()" for each in NEVER_ASKED_FOR),
    # Nothing that was said stays in a cache, nor in the page that the Back button brings up.
    "Cache-Control": "no-store",
}
BY_TLS = {"Strict-Transport-Security": f"max-age={A_YEAR}"}
"""Without includeSubDomains: what else runs below the operator's domain is not ours to say."""


class Guarded:
    """Adds the headers to every answer of an application that does not bring its own (ASVS 5.0, 3.4)."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        guards = HEADERS | (BY_TLS if environ["wsgi.url_scheme"] == "https" else {})

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            brought = {name.lower() for name, _ in headers}
            missing = [each for each in guards.items() if each[0].lower() not in brought]
            return start_response(status, headers + missing, exc_info)

        return self.application(environ, start)


def init_app(app: Flask) -> None:
    app.wsgi_app = Guarded(app.wsgi_app)  # type: ignore[method-assign]
