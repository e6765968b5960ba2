"""The id of a request, and whom to believe about it."""

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder

from felchat import create_app
from felchat.config import Settings
from felchat.logs.tracing import ROUTE, WELL_FORMED

GIVEN = "8f14e45f-ceea-467a-9575-2f4e8a1b0c3d"


def asked(app: Flask, given: str) -> str:
    return app.test_client().get("/ping", headers={"X-Request-ID": given}).headers["X-Request-ID"]


def test_every_answer_says_its_own_id(app: Flask) -> None:
    client = app.test_client()
    paths = ("/ping", "/ping", "/nowhere", "/users/login", "/static/felchat.css")
    ids = []
    for path in paths:
        with client.get(path) as answer:
            ids.append(answer.headers.get_all("X-Request-ID"))
    assert all(len(each) == 1 and WELL_FORMED.fullmatch(each[0]) for each in ids)
    assert len({each[0] for each in ids}) == len(paths)


def test_nobody_else_may_say_which_id_a_request_has(app: Flask) -> None:
    assert asked(app, GIVEN) != GIVEN


@pytest.fixture
def behind_a_proxy(settings: Settings) -> Flask:
    return create_app(settings.model_copy(update={"trusted_proxies": 1}))


def test_a_proxy_may(behind_a_proxy: Flask) -> None:
    assert asked(behind_a_proxy, GIVEN) == GIVEN


@pytest.mark.parametrize("given", ["", "abc", "alice" * 4, "a" * 65, f"{GIVEN} {GIVEN}", f"{GIVEN},{GIVEN}"])
def test_but_only_one_that_holds_no_words(behind_a_proxy: Flask, given: str) -> None:
    assert asked(behind_a_proxy, given) != given


def test_the_log_is_told_the_route_and_not_the_path(app: Flask) -> None:
    def route(path: str) -> str | None:
        environ = EnvironBuilder(
            path, method="POST", headers=[("Origin", "https://evil.example")]
        ).get_environ()
        b"".join(app.wsgi_app(environ, lambda *_: lambda _: None))
        noted: str | None = environ.get(ROUTE)
        return noted

    assert route("/users/12345/block") == "/users/<int:person_id>/block"
    assert route("/12345") is None
