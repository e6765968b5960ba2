"""Nobody can tell who is gone, or is kept out, from who never was: the same words, by the same work."""

from itertools import count
from typing import Any

import pytest

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import Browser, Manner
from tests.unit.calling import Program
from tests.unit.same_answers import by_call, by_page

COMPOSER = f"nonce={'0' * 24}-1"
PERSON_BY_PAGE = [
    *(
        "GET /chat?user={}",
        "GET /chat/log?user={}",
        "GET /chat/history?user={}&before=9-0",
        "GET /users/{}/row",
    ),
    *(f"GET /chat/composer?user={{}}&enter=sends&{COMPOSER}", f"GET /chat/mended?user={{}}&{COMPOSER}"),
    *("GET /chat/cut?user={}&oldest=1-0", "POST /chat?user={}", "POST /chat/wipe?user={}"),
    *("POST /chat/take-back?user={}&message=1-0", f"POST /chat/draft?user={{}}&{COMPOSER}"),
    *(
        "POST /users/{}/block",
        "POST /users/{}/unblock",
        "POST /chat/block?user={}",
        "POST /chat/unblock?user={}",
    ),
]
PERSON_BY_CALL = [
    *("GET /messages/{}", "POST /messages/{}", "DELETE /messages/{}/1-0"),
    *("POST /users/block/{}", "DELETE /users/block/{}"),
]


@pytest.fixture
def nobodies(services: Services, mallory: Account) -> list[int]:
    """Somebody who never was, somebody who is gone, and somebody who is kept out; mallory knew both."""
    accounts: Any = services.accounts.accounts
    accounts._ids = count(70_001)  # which stand out in what is answered
    dave, carol = (
        services.accounts.register(name, f"{name}@x.example", PASSWORD) for name in ("dave", "carol")
    )
    for each in (dave, carol):
        services.chat.send(each.id, mallory.id, "hello", "1")
    services.administration.remove(dave.id)
    services.administration.disable(carol.id)
    return [70_099, dave.id, carol.id]


@pytest.mark.parametrize("asked", PERSON_BY_PAGE)
def test_a_page_does_not_tell_who_is_gone_from_who_never_was(
    mallorys: Browser, nobodies: list[int], asked: str, manner: Manner
) -> None:
    mallorys.get("/users/")
    never, *others = [by_page(mallorys, asked, each, manner) for each in nobodies]
    assert others == [never, never]


@pytest.mark.parametrize("asked", PERSON_BY_CALL)
def test_a_call_does_not_tell_them_apart(mallorys_program: Program, nobodies: list[int], asked: str) -> None:
    mallorys_program.get("/users/me")
    never, *others = [by_call(mallorys_program, asked, each) for each in nobodies]
    assert (never.status, others) == (404, [never, never])


def test_what_nobody_can_open_any_more_is_not_counted_as_unread(
    services: Services, mallorys: Browser, mallory: Account, nobodies: list[int], bob: Account
) -> None:
    """Else the number in the title tells who is kept out from who is gone, and cannot be read away."""
    *_, carol = nobodies
    assert [each.other_id for each in services.chat.talks(mallory.id)] == [carol]
    for path in ("/users/", "/users/?q=b", f"/users/?cursor={bob.id}"):
        assert "<title>People" in mallorys.get(path).text, path
    assert services.people.glimpse(mallory.id, [carol]).talks == []
    services.chat.send(bob.id, mallory.id, "hello", "1")
    assert services.people.directory(mallory.id).unread == 1
    assert [each.other_id for each in services.people.glimpse(mallory.id, []).talks] == [bob.id]
