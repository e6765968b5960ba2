"""The cookie that carries the session's token."""

from datetime import UTC, datetime

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature


class Cookies(SecureCookieSessionInterface):
    """Flask's, except that a cookie may come from the future.

    Flask's own takes it for expired. Two machines whose clocks are a second apart would so sign out whoever
    has just signed in, and a clock that is set back everybody who signed in since.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        serializer = self.get_signing_serializer(app)
        cookie = request.cookies.get(self.get_cookie_name(app))
        if serializer is None or not cookie:
            return super().open_session(app, request)
        try:
            found, signed_at = serializer.loads(cookie, return_timestamp=True)
        except BadSignature:
            return self.session_class()
        is_old = datetime.now(UTC) - signed_at > app.permanent_session_lifetime
        return self.session_class() if is_old else self.session_class(found)
