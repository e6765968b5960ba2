"""The session's cookie among machines whose clocks are not one."""

from datetime import timedelta
from time import time

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from felchat.accounts.domain import Account
from tests.unit.browsing import Browser


@pytest.mark.parametrize(
    ("signed", "counts"),
    [
        (timedelta(seconds=1), True),
        (timedelta(hours=1), True),
        (-timedelta(days=89), True),
        (-timedelta(days=91), False),
    ],
)
def test_a_cookie_may_come_from_the_future_but_not_from_long_ago(
    app: Flask, alice: Account, monkeypatch: pytest.MonkeyPatch, signed: timedelta, counts: bool
) -> None:
    browser = Browser(app)
    with monkeypatch.context() as elsewhere:
        at = int(time() + signed.total_seconds())
        elsewhere.setattr(TimestampSigner, "get_timestamp", lambda _: at)
        browser.sign_in(alice.username)
    assert browser.is_signed_in() is counts


def test_a_forged_cookie_counts_for_nothing(app: Flask, alice: Account) -> None:
    browser = Browser(app)
    browser.sign_in(alice.username)
    before, _, signature = browser.cookie.rpartition(".")
    browser.cookie = f"{before}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"
    assert not browser.is_signed_in()
