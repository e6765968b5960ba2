"""Every page, fragment and refusal in Russian, with no word of English left."""

import re

import pytest
from flask import Flask

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.accounts.words import WORDS, problem_with
from felchat.chat.domain import BadNonce, Blocked, ControlCharacters, Empty, TooLong
from felchat.chat.events import Crowded
from felchat.chat.steps import Away, Unreadable
from felchat.chat.words import advice_for, notice_of
from felchat.domain import Refusal, StorageAway
from felchat.error_words import EXPLANATIONS, UNEXPLAINED, WITHOUT_HTTPS
from felchat.people.domain import NoSuchPerson
from felchat.services import Services
from felchat.tongue import Tongue, speaking
from tests.unit.browsing import Browser, Manner, parsed
from tests.unit.profile_forms import PROFILE
from tests.unit.russian import foreign_words

NONCE = f"{'a' * 24}-1"
# fmt: off
FOR_ANYBODY = [
    "/users/login", "/users/register", "/nope", "/chat/connection?user=2&session=1", "/chat/waiting",
]
FOR_ALICE = [
    *FOR_ANYBODY, "/users/", "/users/?q=b", "/users/?q=nobody", PROFILE, f"{PROFILE}/tokens",
    "/chat?user=2", "/chat?user=3", "/chat?user=9", f"/chat/composer?user=2&nonce={NONCE}",
    f"/chat/mended?user=2&nonce={NONCE}", "/users/presence?id=2&id=3",
    "/chat/history?user=2&before=9999999999999-1",
]
FORMS = [
    ("/users/register", {"username": "x", "email": "x", "password": "x"}),
    ("/users/register", {"username": "bob", "email": "bob@example.org", "password": "Password1"}),
    ("/users/login", {"username": "bob", "password": "x"}),
    ("/chat?user=2", {"body": "x" * 1001}), ("/chat?user=2", {"body": " "}),
    ("/chat?user=9", {"body": "hello"}), ("/chat?user=3", {"body": "hello"}),
    (PROFILE, {"action": "email", "email": "alice"}), (PROFILE, {"action": "promote"}),
    (PROFILE, {"action": "password", "current_password": "x"}), (PROFILE, {"action": "delete"}),
    (f"{PROFILE}/tokens", {"name": ""}), ("/users/1/block", {}), ("/users/logout", {"csrf_token": "x"}),
    ("/users/3/unblock", {}), ("/users/2/block", {}),
]
# fmt: on
NOT_SENT: list[Refusal | StorageAway] = [
    Empty(),
    TooLong(1),
    ControlCharacters(),
    Blocked(frozenset()),
    NoSuchPerson(),
    StorageAway("Redis"),
    BadNonce(),
]
NOTICES: list[Away | Crowded | Unreadable] = [Away(), Crowded(), Unreadable()]
RUSSIAN = {"language": "ru", "action": "preferences"}


@pytest.fixture(autouse=True)
def conversation(services: Services, alice: Account, bob: Account, mallory: Account) -> None:
    """Alice is 1, bob is 2 and has talked with her, mallory is 3, and the two have blocked each other."""
    services.chat.send(alice.id, bob.id, "hello", "1")
    services.chat.send(bob.id, alice.id, "hi", "1")
    services.people.block(alice.id, mallory.id)
    services.people.block(mallory.id, alice.id)
    services.tokens.make(alice.id, "alice", Scope.READ)


@pytest.mark.parametrize("path", FOR_ANYBODY)
def test_a_page_for_anybody_is_in_the_language_of_their_browser(
    browser: Browser, manner: Manner, path: str
) -> None:
    assert foreign_words(browser.get(path, headers=manner).text)
    assert foreign_words(browser.get(path, headers={"Accept-Language": "ru", **manner}).text) == set()


@pytest.mark.parametrize("path", FOR_ALICE)
def test_a_page_for_alice_is_in_the_language_that_she_chose(
    alices: Browser, manner: Manner, path: str
) -> None:
    alices.submit(PROFILE, **RUSSIAN)
    answer = alices.get(path, headers={"Accept-Language": "en", **manner})
    assert foreign_words(answer.text) == set()
    assert re.search("[А-Яа-я]", answer.text) or "presence" in path
    if "<html" in answer.text:
        assert parsed(answer.text).get("lang") == "ru"


@pytest.mark.parametrize(("path", "fields"), FORMS, ids=str)
def test_what_is_refused_is_refused_in_russian(
    alices: Browser, manner: Manner, path: str, fields: dict[str, str]
) -> None:
    alices.submit(PROFILE, **RUSSIAN)
    answer = alices.submit(path, manner, **fields)
    if answer.status_code == 303:
        answer = alices.get(answer.headers["Location"])
    assert foreign_words(answer.text) == set()
    assert re.search("[А-Яа-я]", answer.text) or answer.status_code == 204


def test_everything_that_can_go_wrong_has_russian_words(app: Flask) -> None:
    with speaking(app, Tongue("ru")):
        said = [problem_with(reason()) for reason in WORDS]
        said += [
            str(each) for words in (*EXPLANATIONS.values(), UNEXPLAINED, WITHOUT_HTTPS) for each in words
        ]
        assert set().union(*map(foreign_words, said)) == set()
        assert set().union(*map(foreign_words, map(advice_for, NOT_SENT))) == set()
        assert set().union(*map(foreign_words, map(notice_of, NOTICES))) == set()
    assert foreign_words(advice_for(Empty()))
