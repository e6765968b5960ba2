"""Nothing that is one person's, or in one manner, can be served to another out of a cache."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug import Response

from felchat.accounts.domain import Account
from tests.unit.all_routes import SAFE, routes
from tests.unit.browsing import HTMX, Browser, Manner

FOR_ALL = ("/static/", "/docs/", "/redoc/")
"""What is the same for everybody: files of ours, and of two libraries."""
AHEAD = ("/chat/composer", "/chat/waiting", "/chat/at-the-end", "/chat/gone", "/chat/connection")
"""What a page fetches ahead, to have it when there is no network."""
MANNERS: list[Manner] = [
    *({}, HTMX, HTMX | {"HX-Request-Type": "full"}, HTMX | {"HX-Target": "div#directory"}),
    *({"Accept-Language": "ru"}, {"Origin": "https://e.example"}, {"Accept": "application/json"}),
    *({"HX-Request": "TRUE"}, {"X-Forwarded-Host": "e.example"}, {"HX-Boosted": "true", **HTMX}),
]
"""Whatever might make one address be answered in two ways."""


def answers(browser: Browser, app: Flask, person: int, asked: Manner) -> Iterator[tuple[str, Response]]:
    for method, path in routes(app, person):
        if method in SAFE:
            with browser.client.open(path, method=method, headers=asked) as answer:
                yield f"{method} {path}", answer


def is_kept(answer: Response) -> bool:
    return answer.headers["Cache-Control"] != "no-store"


@pytest.mark.parametrize("asked", MANNERS, ids=str)
def test_only_what_may_be_is_kept_by_a_cache(
    app: Flask, alices: Browser, browser: Browser, bob: Account, asked: Manner
) -> None:
    """ASVS 5.0, 14.3.2. A shared cache keeps nothing but files that are the same for all."""
    for one in (alices, browser):
        for path, answer in answers(one, app, bob.id, asked):
            kept = answer.headers["Cache-Control"]
            address = path.partition(" ")[2]
            if address.startswith(FOR_ALL) and answer.status_code == 200:
                continue
            assert kept == "no-store" or (kept.startswith("private,") and address.startswith(AHEAD)), path
            assert kept == "no-store" or answer.status_code == 200, path


def test_what_is_kept_is_the_same_however_it_is_asked(app: Flask, alices: Browser, bob: Account) -> None:
    """So that no fragment stands where a page should, nor a page in a page (cache poisoning)."""
    plain = {path: answer.data for path, answer in answers(alices, app, bob.id, {}) if is_kept(answer)}
    assert len(plain) >= 7
    for asked in MANNERS:
        for path, answer in answers(alices, app, bob.id, asked):
            if path in plain:
                assert answer.data == plain[path] or "Accept-Language" in asked, (path, asked)


def test_what_is_kept_tells_apart_whose_it_is(app: Flask, alices: Browser, bob: Account) -> None:
    """Two people at one browser, one after the other; and two languages."""
    for path, answer in answers(alices, app, bob.id, {}):
        if is_kept(answer) and path.partition(" ")[2].startswith(AHEAD):
            assert {"Cookie"} <= set(answer.headers.get("Vary", "").split(", ")), path
