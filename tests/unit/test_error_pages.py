"""Whatever goes wrong, the page looks like Felchat, says what happened, and where to go from there."""

from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import Flask
from werkzeug.exceptions import abort

from felchat import create_app
from felchat.config import Settings
from felchat.services import Services
from tests.unit.browsing import HTMX, Browser, parsed, text_of

SAID = {
    400: "did not arrive",
    403: "not allowed",
    404: "nothing here",
    405: "cannot be done here",
    413: "too large",
    429: "too much at once",
    500: "broke on our side",
    503: "cannot reach its memory",
}
PASSING = {429, 500, 503}


@pytest.fixture
def app(settings: Settings, services: Services) -> Flask:
    """An application with an address for each of them, at which it happens."""
    app = create_app(settings, services)
    for code in SAID:
        app.add_url_rule(f"/happens/{code}", str(code), happening(code), methods=["GET", "POST"])
    return app


def happening(code: int) -> Callable[[], NoReturn]:
    return lambda: abort(code)


@pytest.mark.parametrize("code", SAID)
def test_an_error_has_a_page_that_says_so_and_leads_on(browser: Browser, code: int) -> None:
    answer = browser.get(f"/happens/{code}?from=here")
    page = parsed(answer.text)
    assert answer.status_code == code
    assert SAID[code] in text_of(page.find(".//h1"))
    assert text_of(page.find(".//title")) == f"{text_of(page.find('.//h1'))} · Felchat"
    assert page.find(".//link[@rel='stylesheet']") is not None
    ways = {text_of(each): each.get("href") for each in page.iterfind(".//main//a")}
    assert ways.pop("To the start page") == "/"
    again = {"Try again": f"/happens/{code}?from=here"}
    assert ways == (again if code in PASSING else {})


@pytest.mark.parametrize("code", SAID)
def test_an_error_that_htmx_meets_is_a_notice(browser: Browser, code: int) -> None:
    answer = browser.get(f"/happens/{code}", headers=HTMX)
    assert answer.status_code == code
    assert answer.headers["HX-Retarget"] == "#notice"
    assert SAID[code] in text_of(parsed(answer.text).find(".//strong"))


def test_what_was_sent_is_not_sent_again_by_a_link(browser: Browser) -> None:
    """The page that failed to take a form offers no way back to the form's own address."""
    answer = browser.submit("/happens/503")
    assert answer.status_code == 503
    assert "Try again<" not in answer.text
