"""What may not be had without end: tokens tried, e-mail addresses asked for, and sockets (ASVS 5.0 2.4.1)."""

from contextlib import ExitStack

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.accounts.visitor import go_on_with
from felchat.chat.doorway import room_for_one_more, who_looks
from felchat.limits.domain import TooMany
from felchat.limits.rules import HANDSHAKES, HANDSHAKES_FROM_AN_ADDRESS, SOCKETS_FROM_AN_ADDRESS
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import Browser
from tests.unit.calling import Program, passed
from tests.unit.profile_forms import PROFILE

HERE, ELSEWHERE = {"REMOTE_ADDR": "192.0.2.66"}, {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture
def services(limited: Services) -> Services:
    return limited


def test_tokens_are_not_tried_without_end_and_a_neighbours_right_one_passes(
    app: Flask, services: Services, alice: Account
) -> None:
    stranger, neighbour = (
        Program(app, token) for token in ("no token", services.tokens.make(alice.id, "a", Scope.READ))
    )
    neighbour.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    answers = [stranger.get("/users/me") for _ in range(303)]
    assert {each.status_code for each in answers[:300]} == {401}
    assert passed(answers) == 300
    assert neighbour.is_known()


def test_a_right_token_is_not_counted_with_the_refused(
    app: Flask, services: Services, alice: Account
) -> None:
    right, wrong = Program(app, services.tokens.make(alice.id, "a", Scope.READ)), Program(app, "no token")
    for _ in range(299):
        wrong.get("/users/me")
    assert right.is_known()
    assert right.is_known()


def test_whoever_asks_for_whose_an_e_mail_address_is_gets_no_further_than_ten(
    mallorys: Browser, bob: Account
) -> None:
    def change(each: int) -> TestResponse:
        email = f"m{each}@example.org" if each % 2 else bob.email
        return mallorys.submit(PROFILE, action="email", email=email, email_password=PASSWORD)

    answers = [change(each) for each in range(12)]
    assert passed(answers) == 10
    assert answers[-1].headers["Retry-After"] == "3600"
    assert "Wait 60 minutes, then try again." in answers[-1].text


def test_an_address_holds_so_many_sockets_and_a_neighbour_comes_in(app: Flask) -> None:
    with ExitStack() as held:
        with app.test_request_context(environ_base=HERE):
            for _ in range(SOCKETS_FROM_AN_ADDRESS.most):
                held.enter_context(room_for_one_more())
            with pytest.raises(TooMany):
                held.enter_context(room_for_one_more())
        with app.test_request_context(environ_base=ELSEWHERE):
            held.enter_context(room_for_one_more())
    with app.test_request_context(environ_base=HERE), room_for_one_more():
        pass  # those that went make room


def test_an_address_opens_so_many_sockets_a_minute_although_none_stays(app: Flask) -> None:
    with app.test_request_context(environ_base=HERE):
        for _ in range(HANDSHAKES_FROM_AN_ADDRESS.times):
            with room_for_one_more():
                pass
        with pytest.raises(TooMany), room_for_one_more():
            pass
    with app.test_request_context(environ_base=ELSEWHERE), room_for_one_more():
        pass


def test_a_person_opens_so_many_sockets_a_minute_from_wherever_and_alice_hers(
    app: Flask, services: Services, alice: Account, mallory: Account
) -> None:
    def opens_one(who: Account, place: dict[str, str]) -> None:
        with app.test_request_context(environ_base=place):
            go_on_with(tokens[who.id])
            who_looks()

    tokens = {who.id: services.accounts.sign_in(who) for who in (alice, mallory)}
    for each in range(HANDSHAKES.times):
        opens_one(mallory, (HERE, ELSEWHERE)[each % 2])
    with pytest.raises(TooMany):
        opens_one(mallory, HERE)
    opens_one(alice, HERE)
