"""What is typed and not sent, as the pages keep it and show it again."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from felchat.accounts.domain import Account
from felchat.chat.drafts import LONGEST_DRAFT
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.away import Away
from tests.unit.browsing import HTMX, Browser, Manner, parsed

CONVERSATION = "/chat?user={}"
DRAFT = "/chat/draft?user={}"


class Page:
    """A conversation as somebody has it open, with the nonce of its composer."""

    def __init__(self, browser: Browser, other: Account) -> None:
        self.browser = browser
        self.other = other
        page = parsed(browser.get(CONVERSATION.format(other.id)).text)
        self.nonce = page.find(".//input[@name='nonce']").get("value")
        self.box = page.find(".//input[@name='body']")

    @property
    def text(self) -> str:
        return str(self.box.get("value"))

    def types(self, body: str, **fields: str) -> TestResponse:
        form = {"nonce": self.nonce, "body": body, **fields}
        return self.browser.submit(DRAFT.format(self.other.id), HTMX, **form)

    def sends(self, body: str) -> None:
        address = CONVERSATION.format(self.other.id)
        assert self.browser.submit(address, nonce=self.nonce, body=body).status_code == 303


def test_what_was_typed_stands_in_the_composer_of_the_next_page(
    alices: Browser, phone: Browser, bob: Account, mallory: Account
) -> None:
    answer = Page(alices, bob).types("not done")
    assert (answer.status_code, answer.text) == (204, "")
    Page(alices, mallory).types("another")
    for device in (alices, phone):
        assert (Page(device, bob).text, Page(device, mallory).text) == ("not done", "another")
    assert Page(alices, bob).nonce != Page(alices, bob).nonce


@pytest.mark.parametrize("typed_on", ["not done", "not done yet"])
def test_what_was_sent_is_gone_from_the_composer_whichever_page_it_was_sent_from(
    alices: Browser, phone: Browser, bob: Account, typed_on: str
) -> None:
    Page(alices, bob).types("not done")
    Page(phone, bob).sends(typed_on)
    assert Page(alices, bob).text == Page(phone, bob).text == ""


def test_a_save_that_arrives_after_the_sending_brings_nothing_back(alices: Browser, bob: Account) -> None:
    page = Page(alices, bob)
    page.sends("done")
    assert page.types("done").status_code == 204
    assert Page(alices, bob).text == ""


def test_white_space_is_no_draft(alices: Browser, bob: Account) -> None:
    page = Page(alices, bob)
    page.types("  ")
    assert Page(alices, bob).text == ""
    page.types("hello")
    page.types(" ")
    assert Page(alices, bob).text == ""


def test_a_draft_may_be_longer_than_a_message_but_not_than_the_box(alices: Browser, bob: Account) -> None:
    longest = "\N{CJK UNIFIED IDEOGRAPH-4E2D}" * LONGEST_DRAFT
    page = Page(alices, bob)
    form = {"csrf_token": alices.token(), "nonce": page.nonce, "body": longest}
    address = DRAFT.format(bob.id)
    answer = alices.client.post(address, data=form, headers=HTMX, content_type="multipart/form-data")
    assert answer.status_code == 204
    again = Page(alices, bob)
    assert again.text == longest
    assert page.box.get("maxlength") == str(LONGEST_DRAFT)
    assert page.types("x" * (LONGEST_DRAFT + 1)).status_code == 413
    assert Page(alices, bob).text == longest


def test_a_draft_comes_with_the_focus_so_that_no_key_is_lost(alices: Browser, bob: Account) -> None:
    Page(alices, bob).types("<b>not done")
    page = Page(alices, bob)
    assert page.text == "<b>not done"
    assert "autofocus" in page.box.attrib


def test_a_composer_that_is_fetched_ahead_holds_no_draft(alices: Browser, bob: Account) -> None:
    page = Page(alices, bob)
    page.types("not done")
    answer = alices.get(f"/chat/composer?user={bob.id}&nonce={page.nonce}&enter=sends")
    assert "not done" not in answer.text
    assert answer.headers["Cache-Control"].startswith("private")


def test_a_draft_expires_and_waits_while_there_is_a_block(
    alices: Browser, alice: Account, bob: Account, services: Services, clock: MovingClock
) -> None:
    Page(alices, bob).types("not done")
    services.people.block(bob.id, alice.id)
    services.people.unblock(bob.id, alice.id)
    clock.forward(minutes=29)
    assert Page(alices, bob).text == "not done"
    clock.forward(minutes=1)
    assert Page(alices, bob).text == ""


def test_what_was_refused_is_shown_in_place_of_the_draft(alices: Browser, bob: Account) -> None:
    page = Page(alices, bob)
    page.types("not done")
    address = CONVERSATION.format(bob.id)
    answer = alices.submit(address, nonce=page.nonce, body="x" * 1001)
    assert parsed(answer.text).find(".//input[@name='body']").get("value") == "x" * 1001


def test_while_the_store_is_away_nothing_is_kept_and_nobody_is_troubled(
    app: Flask, alices: Browser, bob: Account, services: Services, manner: Manner
) -> None:
    page = Page(alices, bob)
    page.types("not done")
    store: Any = Away()
    app.extensions["felchat"] = replace(services, drafts=replace(services.drafts, drafts=store))
    assert page.types("not done yet").status_code == 204
    shown = alices.get(CONVERSATION.format(bob.id), headers=manner)
    assert shown.status_code == 200
    assert "not done" not in shown.text
