"""Whatever stands in a path, a query or a form: it is found or it is not, and never a fault."""

from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from felchat import create_app
from felchat.config import Settings
from felchat.services import Services
from tests import hostile, servers
from tests.conftest import PASSWORD
from tests.unit.browsing import Browser

HALF = b"\xed\xa0\x80"  # half a character, as no UTF-8 may have it
VALUES = [
    *(each.encode() for each in hostile.NO_IDS),
    *(each.encode() for each in ("99999999999999-0", "999999999999999-0", "'\"%_\\", "a\0b", "a\r\nb")),
    b"x" * 10_240,
    HALF,
]
NONCE = "0123456789abcdef01234567-1"
# fmt: off
ADDRESSES = [
    "/users/?q={}", "/users/?cursor={}", "/users/?q=b&cursor={}", "/users/{}/row", "/users/2/row?open={}",
    "/chat?user={}", "/chat/history?user=2&before={}", "/chat/history?user={}&before=1-1",
    "/chat/cut?user=2&oldest={}", "/chat/log?user=2&before={}", "/chat/log?user=2&still={}",
    "/chat/composer?user=2&enter=sends&nonce={}", f"/chat/composer?user=2&nonce={NONCE}&enter={{}}",
    "/chat/mended?user=2&nonce={}", "/chat/connection?session={}&user=2",
    "/chat/connection?session=1&user={}", "/users/login?next={}", "/users/login?lang={}", "/{}", "/static/{}",
    "/users/profile/{}", "/docs/{}", "/api/v1/users/?q={}", "/api/v1/users/?cursor={}",
    "/api/v1/users/?limit={}", "/api/v1/messages/{}", "/api/v1/messages/2?before={}",
    "/api/v1/messages/2?limit={}", "/api/v1/{}",
]
FORMS = [
    ("/users/profile", "email", "email_password"), ("/users/profile", "revoke", "session"),
    ("/users/profile", "password", "new_password"), ("/users/profile", "preferences", "zone"),
    ("/users/profile", "preferences", "theme"), ("/users/profile", "preferences", "nothing"),
    ("/users/profile", "delete", "closing_password"), ("/users/profile", "", "action"),
    ("/users/profile/tokens", "", "name"), ("/users/profile/tokens", "", "scope"),
    ("/chat?user=2", "", "body"), ("/chat?user=2", "", "nonce"),
    (f"/chat/draft?user=2&nonce={NONCE}", "", "body"), ("/chat/draft?user=2", "", "nonce"),
    (f"/chat/enter?user=2&nonce={NONCE}", "", "enter"), ("/chat/take-back?user=2", "", "message"),
    ("/chat/take-back?user=2&message=1-1", "", "next"),
]
DOORS = [
    ("/users/login", "username"), ("/users/login", "password"), ("/users/login", "next"),
    ("/users/register", "username"), ("/users/register", "email"),
]
NAMING_SOMEBODY = [
    "/users/{}/block", "/users/{}/unblock", "/chat/block?user={}", "/chat/wipe?user={}", "/chat?user={}",
    "/chat/draft?user={}",
]
# fmt: on


@pytest.fixture(params=["sqlite", "database_url"], ids=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    url = servers.sqlite(tmp_path) if request.param == "sqlite" else request.getfixturevalue(request.param)
    settings = Settings(
        _env_file=None, env="test", secret_key="s" * 40, database_url=url, redis_url="", bcrypt_rounds=4
    )
    app = create_app(settings)
    felchat: Services = app.extensions["felchat"]
    with app.app_context():
        for name in ("alice", "bob"):
            felchat.accounts.register(name, f"{name}@example.org", PASSWORD)
        felchat.chat.send(1, 2, "hello", "1")
    return app


@pytest.fixture
def alices(app: Flask) -> Browser:
    browser = Browser(app)
    assert browser.sign_in("alice").status_code == 303
    return browser


def refused(answer: TestResponse) -> bool:
    return 400 <= answer.status_code < 500


def test_no_parameter_is_a_fault(alices: Browser) -> None:
    """ASVS 5.0 1.2.4, and requirement 27: quotes, wildcards, NUL, and ten thousand characters."""
    asked = [address.format(quote_from_bytes(value)) for address in ADDRESSES for value in VALUES]
    assert [each for each in asked if alices.get(each).status_code >= 500] == []
    assert alices.get("/users/?q=bo").text.count('id="person-2"') == 1


def test_no_field_is_a_fault(app: Flask, alices: Browser) -> None:
    wrong, token = [], alices.token()
    for value in VALUES:
        for address, action, field in FORMS:
            form = {"csrf_token": token, "action": action, "body": "hi", field: value}
            if alices.client.post(address, data=form).status_code >= 500:
                wrong.append((address, field, value))
    stranger = Browser(app)
    token = stranger.token()
    for value in VALUES:
        for address, field in DOORS:
            form = {"csrf_token": token, "username": "nobody", "email": "n@example.org", "password": "x"}
            if not refused(stranger.client.post(address, data={**form, field: value})):
                wrong.append((address, field, value))
    assert wrong == []


def test_nobody_is_meant_by_what_only_resembles_an_id(alices: Browser) -> None:
    """`int` takes the digits of any script, signs, spaces and underscores; an id has one spelling."""
    token, fields = alices.token(), {"body": "hi", "nonce": NONCE}
    for value in VALUES:
        for address in NAMING_SOMEBODY:
            asked = address.format(quote_from_bytes(value))
            assert refused(alices.client.post(asked, data={"csrf_token": token, **fields})), asked


@pytest.mark.parametrize("wildcard", ["%", "_", "b%", "b_b", "\\", "%25", "*", "b.b"])
def test_a_search_knows_no_wildcards(alices: Browser, wildcard: str) -> None:
    found = alices.get("/users/", query_string={"q": wildcard}).text
    assert 'id="nobody"' in found
    assert "person-2" not in found
