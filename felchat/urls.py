"""The addresses of our own pages, as templates name them: built once each, since a page has a hundred."""

from collections.abc import Callable
from functools import lru_cache

from flask import Flask

from felchat.tongue import language

MOST = 4096
"""How many are kept: most are of people whose conversations pages link to."""


def init_app(app: Flask, *, keep: bool = True) -> None:
    """Templates take a path from what is kept. While somebody works on the static files nothing is: their
    addresses change with what is in them."""
    if keep:
        app.add_template_global(kept(app.url_for), "url_for")


def kept(build: Callable[..., str]) -> Callable[..., str]:
    @lru_cache(MOST, typed=True)
    def built(endpoint: str, _language: str, **values: object) -> str:
        return build(endpoint, **values)

    def url_for(endpoint: str, /, **values: object) -> str:
        if "_external" in values:  # it names the host that was asked
            return build(endpoint, **values)
        return built(endpoint, language(), **values)

    return url_for
