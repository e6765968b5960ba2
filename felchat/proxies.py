"""Who asked, and by which scheme and name, when proxies stand in between."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def init_app(app: Flask, proxies: int) -> None:
    """Believe what that many proxies say in `X-Forwarded-For`, `-Proto` and `-Host`; with none, nobody.

    Each proxy adds the address of whoever asked it to `X-Forwarded-For`, so the client's stands as far
    from the end as there are proxies, behind whatever the client itself may have written there. Scheme
    and host are the last word of the nearest proxy: proxies replace these two instead of adding to them.
    """
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=1, x_host=1)  # type: ignore[method-assign]
