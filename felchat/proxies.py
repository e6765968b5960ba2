"""Who asked, and by which scheme and name, when proxies stand in between."""

from collections.abc import Collection

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from felchat.limits.domain import network_of

HEALTH_CHECKS = ("localhost", "127.0.0.1", "healthcheck.railway.app")
"""By which names a machine asks whether it lives. Nobody can lure a browser to one of them from elsewhere."""


def hosts(trusted: Collection[str]) -> list[str] | None:
    """What Flask is to take for a Host, here or in the word of a proxy that is believed; None is anything."""
    return [*trusted, *HEALTH_CHECKS] if trusted else None


def init_app(app: Flask, proxies: int) -> None:
    """Believe what that many proxies say in `X-Forwarded-For`, `-Proto` and `-Host`; with none, nobody.

    Each proxy adds the address of whoever asked it to `X-Forwarded-For`, so the client's stands as far
    from the end as there are proxies, behind whatever the client itself may have written there. Scheme
    and host are the last word of the nearest proxy: proxies replace these two instead of adding to them.
    """
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=1, x_host=1)  # type: ignore[method-assign]


def asker() -> str:
    """From where this request comes, as limits count it."""
    return network_of(request.remote_addr or "")
