"""What mallory may do often and no more, at every door; alice and bob go on meanwhile."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from felchat import create_app
from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.config import Settings
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock
from tests.unit.browsing import HTMX, Browser, Manner, parsed, text_of
from tests.unit.calling import API, Program, detail, passed

BURST = 10
Door = Callable[[int], TestResponse]


@pytest.fixture
def services(limited: Services) -> Services:
    return limited


def test_a_script_registers_so_many_and_a_neighbour_registers_on(app: Flask) -> None:
    mallory = Browser(app)

    def register(each: int) -> TestResponse:
        fields = {"username": f"m{each}xx", "email": f"m{each}@example.org", "password": "short"}
        return mallory.submit("/users/register", **fields)

    answers = [register(each) for each in range(22)]
    assert passed(answers) == 20
    assert 'value="m21xx"' in answers[-1].text
    fields = {"username": "carol", "email": "carol@example.org", "password": PASSWORD}
    assert Program(app).post("/users/register", fields).status_code == 429
    neighbour = Program(app)
    neighbour.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert neighbour.post("/users/register", fields).status_code == 201


def test_searching_is_limited_over_page_and_api_and_looking_is_not(
    app: Flask, mallorys: Browser, alices: Browser
) -> None:
    program = Program(app)
    program.client = mallorys.client
    answers = [mallorys.get("/users/?q=a", headers=HTMX) for _ in range(59)]
    assert passed([*answers, program.get("/users/?q=a"), program.get("/users/?q=a")]) == 60
    assert mallorys.get("/users/").status_code == 200
    assert alices.get("/users/?q=b").status_code == 200


def test_the_refusal_of_a_search_is_a_page_or_a_notice_that_says_how_long(
    mallorys: Browser, manner: Manner
) -> None:
    for _ in range(60):
        mallorys.get("/users/?q=a", headers=HTMX)
    refused = mallorys.get("/users/?q=a", headers=manner)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    assert "Wait 60 seconds, then try again." in text_of(parsed(refused.text))


def test_all_the_tokens_of_a_person_have_one_limit(
    app: Flask, services: Services, alice: Account, mallory: Account
) -> None:
    one, other = (Program(app, services.tokens.make(mallory.id, name, Scope.READ)) for name in "ab")
    answers = [each.get("/users/me") for each in [one, other] * 151]
    assert passed(answers) == 300
    assert Program(app, services.tokens.make(alice.id, "a", Scope.READ)).is_known()


def doors(
    app: Flask, services: Services, sender: Account, to: Account
) -> list[Callable[[int], TestResponse]]:
    browser = Browser(app)
    browser.sign_in(sender.username)
    program = Program(app, services.tokens.make(sender.id, "p", Scope.WRITE))
    return [
        lambda each: browser.submit(f"/chat?user={to.id}", body=f"form {each}", nonce=f"form{each}"),
        lambda each: program.post(f"/messages/{to.id}", {"body": f"api {each}", "nonce": f"api{each}"}),
    ]


def test_messages_have_one_budget_over_every_door_and_alice_and_bob_talk_on(
    app: Flask, services: Services, alice: Account, bob: Account, mallory: Account
) -> None:
    say = doors(app, services, mallory, bob)
    assert passed([say[each % 2](each) for each in range(2 * BURST)]) == BURST
    for sender, recipient in ((alice, bob), (bob, alice)):
        assert services.chat.send(sender.id, recipient.id, "hello", "n").message


def test_a_form_that_is_refused_keeps_its_text_and_passes_when_it_waited(
    app: Flask, services: Services, clock: MovingClock, alice: Account, bob: Account
) -> None:
    by_form, by_api = doors(app, services, alice, bob)
    for each in range(BURST):
        by_form(each)
    refused = by_form(11)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "1"
    assert "form 11" in refused.text
    assert "Send it in 1 second." in refused.text
    by_call = by_api(11)
    assert (by_call.status_code, by_call.headers["Retry-After"]) == (429, "1")
    assert detail(by_call) == "Wait 1 second, then try again."
    assert by_api(3).status_code == 429
    clock.forward(seconds=1)
    assert by_form(11).status_code == 303
    assert by_api(11).status_code == 201
    assert by_api(11).status_code == 200  # known by its nonce, it costs nothing


def test_switched_off_nothing_is_limited_at_any_door(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"ratelimit_enabled": False}))
    services: Services = app.extensions["felchat"]
    assert services.limits.windows is None
    assert services.tries.limits is services.limits
    assert services.chat.messages.budget is None  # type: ignore[attr-defined]
    services = create_app(settings).extensions["felchat"]
    assert services.limits.windows
    assert services.chat.messages.budget  # type: ignore[attr-defined]


def test_every_call_of_the_api_says_that_it_may_be_refused(app: Flask) -> None:
    described = json.loads(Browser(app).get("/openapi.json").text)["paths"]
    limited = [
        (path, method)
        for path, methods in described.items()
        for method, call in methods.items()
        if "429" not in call["responses"]
    ]
    assert limited == [(f"{API}/users/logout", "post")]
