"""A plain form that cannot be taken any more gives back what was written in it, and never a password."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.away import Away
from tests.unit.browsing import HTMX, Browser, parsed, text_of

TEXT = "Dear <b>bob</b>,\nsee you at nine"


def given_back(html: str) -> tuple[str, str]:
    """The text that came back, and where the page leads."""
    page = parsed(html)
    return text_of(page.find(".//textarea")), page.find(".//main//a").get("href")


def test_a_page_from_before_the_sign_in_gives_the_text_back_and_leads_to_the_conversation(
    alices: Browser, alice: Account, bob: Account, services: Services
) -> None:
    stale = alices.token()
    alices.sign_in(alice.username)
    answer = alices.client.post(f"/chat?user={bob.id}", data={"csrf_token": stale, "body": TEXT})
    assert answer.status_code == 400
    assert given_back(answer.text) == (TEXT, f"/chat?user={bob.id}")
    assert "Copy your message" in answer.text
    assert parsed(answer.text).find(".//nav[@id='pane']") is not None  # the people beside it, as on any page
    assert services.chat.history(alice.id, bob.id) == []


@pytest.mark.parametrize("knows_the_token", [True, False])
def test_whoever_was_signed_out_gets_the_text_back_and_may_sign_in(
    alices: Browser, alice: Account, bob: Account, services: Services, knows_the_token: bool
) -> None:
    token = alices.token() if knows_the_token else "stale"
    services.administration.sign_out_everywhere(alice.id)
    answer = alices.client.post(f"/chat?user={bob.id}", data={"csrf_token": token, "body": TEXT})
    assert answer.status_code == 403
    assert given_back(answer.text) == (TEXT, f"/users/login?next=/chat?user%3D{bob.id}")
    assert "not signed in any more" in answer.text
    assert services.chat.history(alice.id, bob.id) == []


def test_while_it_cannot_be_told_who_sent_it_the_page_says_so(
    app: Flask, alices: Browser, bob: Account, services: Services
) -> None:
    store: Any = Away()
    app.extensions["felchat"] = replace(services, accounts=replace(services.accounts, sessions=store))
    answer = alices.client.post(f"/chat?user={bob.id}", data={"csrf_token": "stale", "body": TEXT})
    assert answer.status_code == 503
    assert "Try again in a few seconds" in answer.text


def test_a_fragment_and_an_empty_form_are_answered_as_ever(alices: Browser, bob: Account) -> None:
    for manner, form in ((HTMX, {"body": TEXT}), ({}, {"body": ""}), ({}, {})):
        answer = alices.client.post(f"/chat?user={bob.id}", headers=manner, data=form)
        assert answer.status_code == 400
        assert "did not arrive as it should" in answer.text
        assert "Dear" not in answer.text


def test_what_another_site_sends_comes_back_to_nobody(alices: Browser, bob: Account) -> None:
    answer = alices.client.post(
        f"/chat?user={bob.id}", headers={"Sec-Fetch-Site": "cross-site"}, data={"body": TEXT}
    )
    assert answer.status_code == 403
    assert "Dear" not in answer.text


@pytest.mark.parametrize("path", ["/users/login", "/users/register", "/users/profile"])
def test_no_other_form_gives_anything_back(app: Flask, path: str) -> None:
    form = {"username": "alice", "password": PASSWORD, "current_password": PASSWORD, "body": TEXT}
    answer = Browser(app).client.post(path, data=form)
    assert answer.status_code == 400
    assert PASSWORD not in answer.text
    assert "Dear" not in answer.text
