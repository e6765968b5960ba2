"""The page where tokens are made, shown once, and revoked."""

from typing import Any

import pytest

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import HTMX, PLAIN, Browser, Manner, described_by, parsed, text_of

PAGE = "/users/profile/tokens"


def shown_token(html: str) -> str:
    return text_of(parsed(html).find(".//code"))


def names_on(html: str) -> list[str]:
    return [text_of(each) for each in parsed(html).findall(".//bdi[@class='token__name']")]


@pytest.mark.parametrize("scope", Scope)
def test_a_token_is_shown_once(
    alices: Browser, alice: Account, services: Services, manner: Manner, scope: Scope
) -> None:
    answer = alices.submit(PAGE, manner, name="a bot", scope=scope, token_password=PASSWORD)
    found = services.tokens.recognise(shown_token(answer.text))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert found
    assert (found.account_id, found.scope) == (alice.id, scope)
    assert names_on(answer.text) == ["a bot"]
    again = alices.get(PAGE).text
    assert names_on(again) == ["a bot"]
    assert "felchat_" not in again


def test_a_form_without_a_scope_makes_a_token_that_reads(alices: Browser, services: Services) -> None:
    token = shown_token(alices.submit(PAGE, name="a bot", scope="everything", token_password=PASSWORD).text)
    found: Any = services.tokens.recognise(token)
    assert found.scope is Scope.READ


def test_a_refused_name_is_told_and_kept(alices: Browser, manner: Manner) -> None:
    typed = "<b>" + "x" * 60
    answer = alices.submit(PAGE, manner, name=typed, scope="write")
    page = parsed(answer.text)
    assert answer.status_code == 422
    assert described_by(page, "name") == "Use 1 to 50 characters."
    assert page.find(".//input[@name='name']").get("value") == typed
    assert page.find(".//input[@checked]").get("value") == "write"
    assert page.find(".//code") is None


def test_a_revoked_token_leaves_the_page_and_is_dead(
    alices: Browser, alice: Account, services: Services, manner: Manner
) -> None:
    token = services.tokens.make(alice.id, "a bot", Scope.READ)
    form = parsed(alices.get(PAGE).text).find(".//li/form")
    answer = alices.submit(form.get("action"), manner)
    assert services.tokens.recognise(token) is None
    assert names_on(alices.get(PAGE).text) == []
    went = (answer.status_code, answer.headers.get("Location"))
    assert went == ((303, PAGE) if manner == PLAIN else (200, None))


def test_mallory_revokes_nothing_of_alices(
    mallorys: Browser, alice: Account, services: Services, manner: Manner
) -> None:
    token = services.tokens.make(alice.id, "a bot", Scope.READ)
    mallorys.submit(f"{PAGE}/{services.tokens.of(alice.id)[0].id}/revoke", manner)
    assert services.tokens.recognise(token)
    assert names_on(mallorys.get(PAGE).text) == []


def test_htmx_gets_the_form_alone_and_a_plain_form_the_page(alices: Browser) -> None:
    assert "<h1" not in alices.submit(PAGE, HTMX, name="a bot").text
    assert "<html" in alices.submit(PAGE, name="a bot").text
