"""The log that stands in a frame where no script runs: it loads itself again, and always says something."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.domain import StorageAway
from felchat.services import Services
from tests.unit.browsing import Browser, parsed, text_of

LOG = "/chat/log?user=2"


@pytest.fixture(autouse=True)
def everybody(services: Services, alice: Account, bob: Account, mallory: Account) -> None:
    """Alice is 1, and has talked with bob, who is 2; mallory is 3."""
    assert [alice.id, bob.id, mallory.id] == [1, 2, 3]
    for number in range(60):
        services.chat.send(2, 1, f"message {number}", str(number))


def bodies(page: Any) -> list[str]:
    return [text_of(each) for each in page.findall(".//p[@class='message__body']")]


def looks_again(page: Any) -> bool:
    return page.find(".//meta[@http-equiv='refresh']") is not None


def test_it_shows_the_newest_looks_again_and_leads_to_the_earlier_ones_which_stay(alices: Browser) -> None:
    page = parsed(alices.get(LOG).text)
    assert bodies(page) == [f"message {number}" for number in range(10, 60)]
    assert looks_again(page)
    (earlier,) = [each.get("href") for each in page.iter("a") if text_of(each) == "Earlier messages"]
    page = parsed(alices.get(earlier).text)
    assert bodies(page) == [f"message {number}" for number in range(10)]
    assert not looks_again(page)
    assert LOG in [each.get("href") for each in page.iter("a")]


def test_mallory_sees_nothing_of_it(mallorys: Browser) -> None:
    assert bodies(parsed(mallorys.get(LOG).text)) == []
    assert bodies(parsed(mallorys.get("/chat/log?user=1").text)) == []


def test_looking_is_reading(alices: Browser, services: Services) -> None:
    assert [talk.unread for talk in services.chat.talks(1)] == [60]
    alices.get(LOG)
    assert [talk.unread for talk in services.chat.talks(1)] == [0]


def test_it_may_be_framed_by_the_conversation_which_frames_nothing_else(alices: Browser) -> None:
    policies = {path: alices.get(path).headers["Content-Security-Policy"] for path in (LOG, "/chat?user=2")}
    assert "frame-ancestors 'self'" in policies[LOG]
    assert "frame-src" not in policies[LOG]
    assert "frame-ancestors 'none'" in policies["/chat?user=2"]
    assert "frame-src 'self'" in policies["/chat?user=2"]
    assert "frame-src" not in alices.get("/users/").headers["Content-Security-Policy"]


def test_who_is_signed_out_is_told_so_in_words_and_it_looks_no_more(
    alices: Browser, browser: Browser
) -> None:
    alices.submit("/users/logout")
    for somebody in (alices, browser):
        answer = somebody.get(LOG)
        page = parsed(answer.text)
        assert text_of(page.find(".//h1")) == "Signed out."
        assert not looks_again(page)
        assert page.find(".//a").get("target") == "_top"
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("user", ["99", "x", "1", ""])
def test_with_nobody_there_is_no_log(alices: Browser, user: str) -> None:
    answer = alices.get(f"/chat/log?user={user}")
    assert answer.status_code == 404
    assert not looks_again(parsed(answer.text))


def test_while_the_store_is_away_it_says_so_and_looks_again(
    app: Flask, alices: Browser, services: Services
) -> None:
    def away(_one: int, _other: int, _before: None) -> None:
        raise StorageAway("message store")

    chat = replace(services.chat)
    object.__setattr__(chat, "history", away)
    app.extensions["felchat"] = replace(services, chat=chat)
    answer = alices.get(LOG)
    assert answer.status_code == 503
    assert "Nothing is lost" in answer.text
    assert looks_again(parsed(answer.text))


def test_a_message_is_taken_back_where_it_holds_still_and_back_it_goes(
    alices: Browser, services: Services
) -> None:
    said = services.chat.send(1, 2, "a secret", "n").message
    page = parsed(alices.get(LOG).text)
    (link,) = [each.get("href") for each in page.iter("a") if each.get("title") == "Delete"]
    page = parsed(alices.get(link).text)
    assert not looks_again(page)
    assert page.find(".//details[@open]/button").get("value") == str(said.id)
    here = page.find(".//form/input[@name='next']").get("value")
    answer = alices.submit("/chat/take-back?user=2", message=str(said.id), next=here)
    assert (answer.status_code, answer.location) == (303, LOG)


def test_a_form_in_the_frame_is_never_answered_by_what_cannot_be_shown_there(alices: Browser) -> None:
    answer = alices.submit("/chat/take-back?user=2", message="1-1", next=LOG)
    assert answer.status_code == 404
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    alices.submit("/users/logout")
    assert alices.submit("/chat/take-back?user=2", message="1-1", next=LOG).location == LOG
