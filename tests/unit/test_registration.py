"""Who may register: everybody, the invited or nobody, over page and API."""

from dataclasses import replace

import pytest
from flask import Flask

from felchat.accounts.invitation import Policy
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock
from tests.unit.browsing import Browser, Manner, parsed, text_of
from tests.unit.calling import Program, refused

CAROL = {"username": "carol", "email": "carol@example.org", "password": PASSWORD}
REGISTER = "/users/register"


@pytest.fixture
def policy(request: pytest.FixtureRequest, app: Flask, services: Services) -> Policy:
    """What the operator chose; given by indirect parameters."""
    chosen: Policy = request.param
    door = replace(services.registration, policy=chosen)
    app.extensions["felchat"] = replace(services, registration=door)
    return chosen


by_invitation = pytest.mark.parametrize("policy", [Policy.INVITE], indirect=True)
closed = pytest.mark.parametrize("policy", [Policy.CLOSED], indirect=True)
not_for_all = pytest.mark.parametrize("policy", [Policy.INVITE, Policy.CLOSED], indirect=True)


def bad_invitations(services: Services, clock: MovingClock) -> list[str]:
    """Never there, never made, revoked, used up, expired."""
    revoked, used, expired = (services.invitations.make(1, days) for days in (9, 9, 1))
    services.invitations.revoke(services.invitations.all()[2].id)
    door = replace(services.registration, policy=Policy.INVITE)
    door.register("first", "first@example.org", PASSWORD, used)
    clock.forward(days=1)
    return ["", "x" * 43, "\x00\U0001f642", revoked, used, expired]


@closed
def test_a_closed_door_says_so_and_nobody_comes_in(
    policy: Policy, browser: Browser, program: Program, services: Services, manner: Manner
) -> None:
    token = services.invitations.make(1, 1)
    page = browser.get(REGISTER, query_string={"invitation": token})
    assert page.status_code == 200
    assert text_of(parsed(page.text).find(".//h1")) == "Registration is closed"
    assert "<form" not in page.text.partition("<main")[2]
    answer = browser.submit(REGISTER, manner, **CAROL, invitation=token)
    assert (answer.status_code, "Nobody new is taken in" in answer.text) == (403, True)
    assert refused(program.post("/users/register", CAROL | {"invitation": token})) == (
        403,
        "Registration is closed here.",
    )
    assert services.administration.count() == 0
    assert policy is Policy.CLOSED


@not_for_all
def test_whoever_may_not_register_is_shown_no_link_to_it(policy: Policy, browser: Browser) -> None:
    page = browser.get("/users/login").text
    assert REGISTER not in page
    assert ("by invitation" in page) == (policy is Policy.INVITE)


def test_an_open_door_has_its_link(browser: Browser) -> None:
    assert f'href="{REGISTER}"' in browser.get("/users/login").text


@not_for_all
def test_the_operator_makes_accounts_in_any_case(policy: Policy, services: Services) -> None:
    assert services.accounts.register(**CAROL).username == "carol", policy


@by_invitation
@pytest.mark.usefixtures("policy")
def test_an_invitation_lets_one_in_and_is_used_up(
    browser: Browser, services: Services, manner: Manner, app: Flask
) -> None:
    token = services.invitations.make(1, 7)
    page = parsed(browser.get(REGISTER, query_string={"invitation": token}).text)
    assert page.find(".//input[@name='invitation']").get("value") == token
    assert page.find(".//form").get("action") == REGISTER, "the token stays in the address"
    answer = browser.submit(REGISTER, manner, **CAROL, invitation=token)
    assert answer.status_code in (303, 204)
    assert browser.is_signed_in()
    assert [each.uses_left for each in services.invitations.all()] == [0]
    late = Browser(app).submit(
        REGISTER, manner, username="late", email="l@x.org", password=PASSWORD, invitation=token
    )
    assert late.status_code == 403
    assert services.administration.count() == 1


@by_invitation
@pytest.mark.usefixtures("policy")
def test_a_refused_form_keeps_the_invitation_and_its_use(
    browser: Browser, services: Services, manner: Manner
) -> None:
    token = services.invitations.make(1, 7)
    answer = browser.submit(REGISTER, manner, **CAROL | {"password": "short"}, invitation=token)
    assert answer.status_code == 422
    assert parsed(answer.text).find(".//input[@name='invitation']").get("value") == token
    assert [each.uses_left for each in services.invitations.all()] == [1]


@by_invitation
@pytest.mark.usefixtures("policy")
def test_an_invitation_that_opens_nothing_is_answered_alike_whatever_it_is(
    browser: Browser, services: Services, clock: MovingClock, program: Program, manner: Manner
) -> None:
    nothing, *bad = bad_invitations(services, clock)
    pages = {browser.get(REGISTER, query_string={"invitation": each}).text for each in bad}
    forms = [browser.submit(REGISTER, manner, **CAROL, invitation=each) for each in bad]
    calls = {
        refused(program.post("/users/register", CAROL | {"invitation": each})) for each in (nothing, *bad)
    }
    assert len(pages) == 1
    assert {(each.status_code, each.text) for each in forms} == {(403, forms[0].text)}
    assert "This invitation cannot be used" in forms[0].text
    assert calls == {(403, "Registration is by invitation here, and needs one that is still valid.")}
    assert "open its link" in browser.get(REGISTER).text
    assert services.administration.count() == 1


@by_invitation
@pytest.mark.usefixtures("policy", "alice")
def test_a_stranger_without_an_invitation_learns_nothing_of_names_and_addresses(program: Program) -> None:
    answers = [
        program.post("/users/register", CAROL | taken)
        for taken in ({}, {"username": "alice"}, {"email": "alice@example.org"}, {"password": "x"})
    ]
    assert {(each.status_code, each.text) for each in answers} == {(403, answers[0].text)}


@by_invitation
@pytest.mark.usefixtures("policy")
def test_a_program_registers_by_invitation(program: Program, services: Services) -> None:
    token = services.invitations.make(1, 7)
    assert program.post("/users/register", CAROL | {"invitation": token}).status_code == 201


def test_an_open_door_takes_an_invitation_and_does_not_use_it(
    program: Program, browser: Browser, services: Services, clock: MovingClock
) -> None:
    token = services.invitations.make(1, 7)
    assert browser.submit(REGISTER, **CAROL, invitation=token).status_code == 303
    assert [each.uses_left for each in services.invitations.all()] == [1]
    for number, each in enumerate(bad_invitations(services, clock)):
        body = {"username": f"person-{number}", "email": f"{number}@x.org", "password": PASSWORD}
        assert program.post("/users/register", body | {"invitation": each}).status_code == 201
