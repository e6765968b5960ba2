"""What htmx may do on a page: as little as it needs, said on every page that loads it."""

import json
from typing import Any

from flask import Flask

from felchat.accounts.domain import Account
from tests.unit.all_routes import SAFE, routes
from tests.unit.browsing import Browser, elements

ASKS = {
    "extensions": "ws, preload",  # no other may register, whatever script brings it
    "prefix": "",  # no data-hx-…, which sanitizers let pass
    "history": False,  # it keeps no page of its own
    "includeIndicatorCSS": False,  # it writes no styles
    "defaultTimeout": 15000,
}
LEFT_OUT = {"mode", "inlineScriptNonce", "safeEval", "implicitInheritance", "metaCharacter", "logAll"}
"""What is safe by its default: no other origin, no script of a swap gets a nonce, nothing is inherited."""


def configured(page: Any) -> Any:
    [meta] = page.findall(".//meta[@name='htmx-config']")
    return json.loads(meta.get("content"))


def test_every_page_that_loads_htmx_holds_it_short(
    app: Flask, alices: Browser, browser: Browser, bob: Account
) -> None:
    """ASVS 5.0, 3.2.2 and 15.3: htmx 4 has no switches for eval and script tags; the policy has."""
    pages = 0
    for one in (alices, browser):
        for path in [path for method, path in routes(app, bob.id) if method in SAFE] + ["/nope"]:
            with one.get(path) as answer:
                html = answer.get_data(as_text=True)
                if "vendor/htmx.js" not in html:
                    continue
                page, policy = elements(html), answer.headers["Content-Security-Policy"]
            config = configured(page)
            assert ASKS.items() <= config.items(), path
            assert not LEFT_OUT & set(config), path
            assert all(
                each.get("src", "").startswith("/static/vendor/htmx.js?") for each in page.iter("script")
            )
            assert "script-src 'self';" in policy
            assert "eval" not in policy
            pages += 1
    assert pages >= 8
