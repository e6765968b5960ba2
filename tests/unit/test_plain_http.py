"""Production without TLS: browsers drop the session's cookie, which is secure, and their people are told."""

import pytest
from flask import Flask

from felchat import create_app
from felchat.config import Settings
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import Browser, Manner

SECRET = "p7Wm2-Qx9_Lr4Tz6Vb8Nc1Ks3Hd5Jf0G"


@pytest.fixture
def production(services: Services) -> Flask:
    settings = Settings(_env_file=None, env="prod", secret_key=SECRET, database_url="sqlite://", redis_url="")
    return create_app(settings, services)


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("form", ["login", "register"])
def test_who_signs_in_over_plain_http_is_told_that_it_needs_https(
    production: Flask, form: str, manner: Manner, caplog: pytest.LogCaptureFixture
) -> None:
    """Original fault P12."""
    fields = {"csrf_token": Browser(production).token(), "username": "alice", "password": PASSWORD}
    dropping_cookies = production.test_client(use_cookies=False)
    address = "http://chat.example.org"
    answer = dropping_cookies.post(f"/users/{form}", base_url=address, data=fields, headers=manner)
    assert answer.status_code == 400
    assert "This needs https" in answer.text
    assert "SESSION_COOKIE_SECURE" in caplog.text


@pytest.mark.usefixtures("alice")
def test_where_a_browser_keeps_the_cookie_over_plain_http_signing_in_works(production: Flask) -> None:
    """As browsers do on localhost."""
    browser = Browser(production)
    assert browser.sign_in("alice").status_code == 303
    assert browser.is_signed_in()


def test_who_sends_no_token_for_another_reason_is_told_of_no_https(app: Flask, production: Flask) -> None:
    by_tls = production.test_client().post("/users/login", base_url="https://chat.example.org")
    on_a_laptop = app.test_client().post("/users/login")
    in_another_session = Browser(production)
    in_another_session.token()
    for answer in (by_tls, on_a_laptop, in_another_session.client.post("/users/login")):
        assert answer.status_code == 400
        assert "did not arrive as it should" in answer.text
