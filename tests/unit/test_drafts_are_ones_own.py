"""A draft is its owner's: nobody else reads, changes or makes one."""

import pytest

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.unit.browsing import HTMX, Browser
from tests.unit.test_drafts import CONVERSATION, DRAFT, Page


def test_nobody_else_is_shown_a_draft(
    alices: Browser, bobs: Browser, mallorys: Browser, alice: Account, bob: Account
) -> None:
    Page(alices, bob).types("a secret")
    for browser in (bobs, mallorys):
        for path in (
            "/users/",
            CONVERSATION.format(alice.id),
            DRAFT.format(alice.id) + f"&nonce={'0' * 24}-1",
        ):
            assert "a secret" not in browser.get(path).text
    assert "a secret" not in mallorys.get(CONVERSATION.format(bob.id)).text
    assert "a secret" not in alices.get("/users/").text


def test_the_nonce_of_somebody_elses_composer_is_of_no_use(
    alices: Browser, mallorys: Browser, bob: Account
) -> None:
    page = Page(alices, bob)
    page.types("not done")
    Page(mallorys, bob).types("", nonce=page.nonce)
    Page(mallorys, bob).types("mallory's", nonce=page.nonce)
    assert Page(alices, bob).text == "not done"


def test_an_account_takes_its_drafts_with_it(
    alices: Browser, bobs: Browser, alice: Account, bob: Account, services: Services
) -> None:
    Page(alices, bob).types("not done")
    Page(bobs, alice).types("bob's")
    services.administration.remove(alice.id)
    assert services.drafts.drafts.of(alice.id) == []
    assert [each.body for each in services.drafts.drafts.of(bob.id)] == ["bob's"]


def test_a_page_of_an_ended_session_is_not_sent_away_from_its_text(
    alices: Browser, alice: Account, bob: Account, services: Services
) -> None:
    page, token = Page(alices, bob), alices.token()
    services.administration.sign_out_everywhere(alice.id)
    form = {"csrf_token": token, "nonce": page.nonce, "body": "not done"}
    answer = alices.client.post(DRAFT.format(bob.id), data=form, headers=HTMX)
    assert (answer.status_code, answer.text) == (204, "")
    assert "HX-Redirect" not in answer.headers
    assert services.drafts.drafts.of(alice.id) == []


def test_a_page_of_somebody_who_signed_in_before_keeps_nothing_in_the_name_of_who_is_here_now(
    alices: Browser, bob: Account, mallory: Account, services: Services
) -> None:
    page, token = Page(alices, bob), alices.token()
    alices.sign_in(mallory.username)
    answer = page.types("alice's", csrf_token=token)
    assert answer.status_code == 400
    assert services.drafts.drafts.of(mallory.id) == []


@pytest.mark.parametrize("fields", [{"nonce": "x"}, {"nonce": ""}])
def test_only_a_composer_of_ours_keeps_a_draft(alices: Browser, bob: Account, fields: dict[str, str]) -> None:
    assert Page(alices, bob).types("not done", **fields).status_code == 404
    assert Page(alices, bob).text == ""


def test_another_site_keeps_and_reads_no_draft(alices: Browser, bob: Account) -> None:
    page = Page(alices, bob)
    form = {"csrf_token": alices.token(), "nonce": page.nonce, "body": "forged"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert alices.client.post(DRAFT.format(bob.id), data=form, headers=headers).status_code == 403
    assert alices.client.post(DRAFT.format(bob.id), data={**form, "csrf_token": "x"}).status_code == 400
    assert Page(alices, bob).text == ""
