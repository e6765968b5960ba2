"""The cast at their browsers."""

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from tests.unit.browsing import HTMX, PLAIN, Browser, Manner


@pytest.fixture(params=[PLAIN, HTMX], ids=["plain", "htmx"])
def manner(request: pytest.FixtureRequest) -> Manner:
    """Whatever is asked for is asked in both manners."""
    asked: Manner = request.param
    return asked


@pytest.fixture
def browser(app: Flask) -> Browser:
    """The browser of somebody who has not signed in."""
    return Browser(app)


@pytest.fixture
def alices(app: Flask, alice: Account) -> Browser:
    return signed_in(app, alice)


@pytest.fixture
def bobs(app: Flask, bob: Account) -> Browser:
    return signed_in(app, bob)


@pytest.fixture
def mallorys(app: Flask, mallory: Account) -> Browser:
    return signed_in(app, mallory)


def signed_in(app: Flask, account: Account) -> Browser:
    browser = Browser(app)
    assert browser.sign_in(account.username).status_code == 303
    return browser
