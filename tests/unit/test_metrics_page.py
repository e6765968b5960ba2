"""Who may look at what is measured: whoever shows the token. To others there is nothing there."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from felchat.metrics import page
from tests.unit.browsing import Browser, Manner
from tests.unit.watched import SHOWN, TOKEN, looked_at

GUESSES = [
    {},
    {"Authorization": ""},
    {"Authorization": "Bearer"},
    {"Authorization": "Bearer "},
    {"Authorization": TOKEN},
    {"Authorization": f"Bearer {TOKEN[:-1]}"},
    {"Authorization": f"Bearer {TOKEN}x"},
    {"Authorization": f"Bearer {TOKEN.lower()}"},
    {"Authorization": f"Bearer {TOKEN}, Bearer {TOKEN}"},
    {"Authorization": f"Basic {TOKEN}"},
    {"Authorization": "Bearer ж".encode().decode("latin-1")},
    {"X-Authorization": f"Bearer {TOKEN}"},
]
METHODS = ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "FELCHAT"]


def test_whoever_shows_the_token_is_shown_what_is_measured(watched: Flask) -> None:
    answer = looked_at(watched)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Request-ID"]
    assert "Set-Cookie" not in answer.headers
    assert "# TYPE felchat_message_ack_seconds histogram" in answer.text
    assert "python_info" not in answer.text


def test_the_scheme_may_be_written_in_any_case(watched: Flask) -> None:
    """RFC 9110, 11.1."""
    answer = watched.test_client().get("/metrics", headers={"Authorization": f"bearer {TOKEN}"})
    assert answer.status_code == 200


@pytest.mark.parametrize("guess", GUESSES, ids=str)
def test_to_mallory_there_is_nothing_there(
    watched: Flask, mallorys_watched: Browser, guess: Manner, manner: Manner
) -> None:
    """ASVS 5.0, 13.4.5. Signed in or not, it looks like any address that is not there."""
    for client in (watched.test_client(), mallorys_watched.client):
        asked = client.get("/metrics", headers=guess | manner)
        assert asked.status_code == 404
        assert told(asked) == told(client.get("/nothing", headers=guess | manner))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("shown", [{}, SHOWN], ids=["without the token", "with the token"])
def test_another_way_of_asking_gives_nothing_away(watched: Flask, method: str, shown: Manner) -> None:
    client = watched.test_client()
    asked = client.open("/metrics", method=method, headers=shown)
    assert told(asked) == told(client.open("/nothing", method=method, headers=shown))
    assert asked.status_code == 404


@pytest.mark.parametrize("path", ["/metrics/", "//metrics", "/Metrics", "/metrics.txt", "/api/v1/metrics"])
def test_no_other_address_shows_it(watched: Flask, path: str) -> None:
    assert watched.test_client().get(path, headers=SHOWN).status_code in (308, 404)


def test_without_a_token_in_the_settings_nobody_may_look(app: Flask) -> None:
    for shown in ({}, SHOWN, {"Authorization": "Bearer "}, {"Authorization": "Bearer None"}):
        assert app.test_client().get("/metrics", headers=shown).status_code == 404


def test_a_page_elsewhere_cannot_have_it_read(watched: Flask) -> None:
    answer = watched.test_client().get("/metrics", headers=SHOWN | {"Origin": "https://evil.example"})
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def told(answer: TestResponse) -> object:
    """All of an answer but for the id that each has of its own, and whatever was asked for."""
    headers = {name: value for name, value in answer.headers if name not in ("X-Request-ID", "Set-Cookie")}
    return answer.status_code, headers, answer.text


def test_the_token_is_compared_in_constant_time(watched: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """ASVS 5.0, 11.2.4: by `compare_digest` and by nothing that stops at the first difference."""
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return False

    monkeypatch.setattr(page, "compare_digest", compare)
    assert looked_at(watched).status_code == 404
    assert compared == [(TOKEN.encode(), TOKEN.encode())]
