"""Pages that parse without an error, and can be used by everybody."""

import re
from collections import Counter
from typing import Any

import pytest
from werkzeug.test import TestResponse

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.unit.browsing import Browser, parsed, text_of

OPEN_TO_ALL = ["/users/login", "/users/login?next=/chat", "/users/register", "/nope"]
FOR_ALICE = [*OPEN_TO_ALL, "/users/", "/users/profile", "/users/profile/tokens"]
FOR_ALICE += ["/users/profile/second-factor"]
FOR_ALICE += ["/chat?user=2", "/chat?user=3", "/chat/log?user=2", "/chat/log?user=2&still="]
SHARED_BY_BUTTONS = {"take-back", "unblock"}
"""The form whose buttons stand in the messages."""
FORMS = ["/users/register", "/users/login", "/chat?user=2", "/users/profile", "/users/profile/tokens"]


@pytest.fixture
def conversation(services: Services, alice: Account, bob: Account, mallory: Account) -> None:
    """Alice is 1, bob is 2 and has talked with her, mallory is 3 and has not."""
    services.chat.send(alice.id, bob.id, "hello\nhttp://example.org", "1")
    services.chat.send(bob.id, alice.id, "<i>hi</i>", "1")
    assert mallory.id == 3


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_a_page_for_anybody_can_be_used_by_everybody(browser: Browser, path: str) -> None:
    check(browser.get(path))


@pytest.mark.usefixtures("conversation")
@pytest.mark.parametrize("path", FOR_ALICE)
def test_a_page_for_alice_can_be_used_by_everybody(alices: Browser, path: str) -> None:
    check(alices.get(path))


@pytest.mark.usefixtures("conversation")
@pytest.mark.parametrize("path", FORMS)
def test_a_refused_form_can_be_used_by_everybody(alices: Browser, path: str) -> None:
    """Original fault P5."""
    answer = alices.submit(path, body=" ", username="", email="", password="", action="email")
    assert answer.status_code == 422
    check(answer)


def check(answer: TestResponse) -> None:
    page = parsed(answer.text)
    everything = list(page.iter())
    assert page.get("lang") == "en"
    assert len(page.findall(".//h1")) == 1
    assert re.fullmatch(r".+ · Felchat", text_of(page.find(".//title")))
    assert len(page.findall(".//main")) == 1
    ids = Counter(each.get("id") for each in everything if each.get("id"))
    assert set(ids.values()) == {1}, ids
    labels = {each.get("for"): text_of(each).strip() for each in page.iter("label")}
    for field in page.iter("input"):
        assert field.get("type") == "hidden" or labels[field.get("id")]
    for each in everything:
        assert described(each, page), f"{each.tag} {each.get('id')} points at nothing"
    for form in page.iter("form"):
        if form.get("role") != "search":  # which changes nothing, and has an address to keep
            assert form.get("method") == "post"
            assert form.find(".//input[@name='csrf_token']") is not None
        assert form.find(".//button") is not None or form.get("id") in SHARED_BY_BUTTONS


def described(element: Any, page: Any) -> bool:
    """Whether everything that the element refers to for its name or its note is there, and says something."""
    names = f"{element.get('aria-describedby', '')} {element.get('aria-labelledby', '')}".split()
    return all(text_of(page.find(f".//*[@id='{name}']")).strip() for name in names)
