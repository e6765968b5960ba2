"""The Host header is whatever a client writes: it is refused where names are set, and echoed nowhere else."""

import pytest
from flask import Flask

from felchat import create_app
from felchat.accounts.domain import Account
from felchat.config import Settings
from felchat.services import Services
from tests.unit.browsing import HTMX, Browser, Manner, elements
from tests.unit.test_same_origin import HANDSHAKE

EVIL = "evil.example"
NAMES = "chat.example.org, .example.net"
GOOD = ["chat.example.org", "chat.example.org:8443", "example.net", "a.b.example.net", "localhost"]
GOOD += ["127.0.0.1:8000", "healthcheck.railway.app"]
BAD = [EVIL, "chat.example.org.evil.example", "xchat.example.org", "sub.chat.example.org", "xexample.net"]
BAD += ["chat.example.org@evil.example", "evil.example#chat.example.org", "a b", "x" * 300, ""]
BAD += ["chat.example.org:0"]
ASKED = ["/", "/ping", "/users/login", "/users", "/chat?user=2", "/api/v1/users/me", "/static/x.css", "/nope"]


@pytest.fixture
def at_home(settings: Settings, services: Services) -> Flask:
    """The application with TRUSTED_HOSTS."""
    named = Settings(_env_file=None, **(settings.model_dump() | {"trusted_hosts": NAMES}))
    return create_app(named, services)


@pytest.mark.parametrize("host", GOOD)
def test_by_its_own_names_it_answers_and_to_health_checks(at_home: Flask, host: str) -> None:
    for path in ("/ping", "/users/login"):
        assert at_home.test_client().get(path, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", BAD, ids=lambda each: each[:30])
def test_any_other_name_is_refused_in_words_that_do_not_repeat_it(
    at_home: Flask, host: str, manner: Manner
) -> None:
    """ASVS 5.0, 4.1.3."""
    for path in ASKED:
        for method in ("GET", "POST"):
            answer = at_home.test_client().open(path, method=method, headers=manner | {"Host": host})
            assert answer.status_code == 400, path
            assert "does not live at this address" in answer.text
            assert "example" not in f"{answer.text}{answer.headers}"


@pytest.mark.parametrize("socket", ["/ws/chat?other_user=2", "/ws/people"])
def test_no_socket_opens_by_another_name_even_if_its_page_has_it_too(at_home: Flask, socket: str) -> None:
    """What a name does that an attacker points here later (DNS rebinding)."""
    headers = HANDSHAKE | {"Host": EVIL, "Origin": f"http://{EVIL}"}
    assert at_home.test_client().get(socket, headers=headers).status_code == 400


def test_the_word_of_a_proxy_is_held_to_the_names_too(settings: Settings, services: Services) -> None:
    named = settings.model_copy(update={"trusted_hosts": ("chat.example.org",), "trusted_proxies": 1})
    client = create_app(named, services).test_client()
    for said, status in (("chat.example.org", 200), (EVIL, 400), (f"{EVIL}, chat.example.org", 200)):
        headers = {"Host": "127.0.0.1:8000", "X-Forwarded-Host": said}
        assert client.get("/users/login", headers=headers).status_code == status
    around_it = client.get("/users/login", headers={"Host": EVIL})
    assert around_it.status_code == 400


def test_where_no_names_are_set_no_page_leads_to_the_host_that_was_asked(
    alices: Browser, bob: Account, app: Flask
) -> None:
    """Only what a page says its own address is has it, to whoever wrote it there."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(("/docs/", "/redoc/")):
            continue
        path = rule.rule.replace("<int:person_id>", str(bob.id)).replace("<user_id>", str(bob.id))
        for manner in ({}, HTMX):
            query = f"?user={bob.id}&nonce=1.1&enter=sends&before=1-0&oldest=1-0"
            answer = alices.get(f"{path}{query}", headers=manner | {"Host": EVIL})
            assert EVIL not in str(answer.headers), path
            if answer.mimetype == "text/html" and not manner:
                for each in elements(answer.text).iter():
                    leads = (each.get(name, "") for name in ("href", "src", "action", "hx-get", "hx-post"))
                    assert not [where for where in leads if EVIL in where], path
            elif answer.mimetype != "text/html":
                assert EVIL not in answer.text, path


def test_a_redirect_of_the_router_stays_where_it_was_asked(browser: Browser) -> None:
    for path, where in (("/users", "/users/"), ("//users", "/"), ("//evil.example/users", "/users/")):
        for host in (EVIL, "a b"):
            assert browser.get(path, headers={"Host": host}).headers["Location"] == where


def test_an_error_page_offers_to_try_the_same_path_again_not_the_same_host(
    settings: Settings, services: Services
) -> None:
    app = create_app(settings, services)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/broken", view_func=lambda: str(1 / 0))
    answer = app.test_client().get("/broken?a=1", headers={"Host": EVIL})
    assert answer.status_code == 500
    assert 'href="/broken?a=1"' in answer.text
    assert EVIL not in answer.text
