"""Who else is here, and blocking them, over the API, as its contract has it."""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from felchat.accounts.domain import Account, Registration
from felchat.accounts.rules import username_key
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.calling import NO_NUMBER, NOBODY, Program, refused, wrong_fields


@pytest.fixture
def crowd(services: Services, clock: MovingClock) -> list[str]:
    """The names of a hundred and fifty people, the newest first."""
    names = [f"person-{number:03}" for number in range(150)]
    for name in names:
        services.accounts.accounts.add(Registration(name, username_key(name), name, name, "", clock()))
    return names[::-1]


def names(answer: TestResponse) -> list[str]:
    people: Any = answer.json
    assert answer.status_code == 200
    assert all(set(each) == {"id", "username", "online"} for each in people)
    return [each["username"] for each in people]


def online(answer: TestResponse) -> list[str]:
    people: Any = answer.json
    return [each["username"] for each in people if each["online"]]


def next_page(answer: TestResponse) -> str:
    """The path that the header leads to, below the API's own."""
    found = re.fullmatch(r'</api/v1(/users/\?[^>]+)>; rel="next"', answer.headers["Link"])
    assert found
    return found[1]


@pytest.mark.usefixtures("bob", "mallory")
def test_the_others_are_listed_newest_first_without_oneself(alices_program: Program, bob: Account) -> None:
    answer = alices_program.get("/users/")
    assert names(answer) == ["mallory", "bob"]
    assert (answer.json or [])[1] == {"id": bob.id, "username": "bob", "online": False}
    assert "Link" not in answer.headers


def test_alone_one_gets_an_empty_list(alices_program: Program) -> None:
    assert alices_program.get("/users/").json == []


def test_the_links_lead_through_everybody_once(alices_program: Program, crowd: list[str]) -> None:
    first = alices_program.get("/users/?limit=100")
    second = alices_program.get(next_page(first))
    assert names(first) == crowd[:100]
    assert names(second) == crowd[100:]
    assert "Link" not in second.headers


def test_no_page_is_longer_than_its_limit_whomever_one_talks_to(
    alices_program: Program, services: Services, alice: Account, crowd: list[str]
) -> None:
    services.chat.send(alice.id, alice.id + 1, "hello", "n")
    assert names(alices_program.get("/users/?limit=2")) == crowd[:2]
    assert names(alices_program.get("/users/")) == crowd[:50]


@pytest.mark.usefixtures("crowd", "bob")
def test_a_search_finds_names_by_their_beginning_and_goes_on_searching(
    alices_program: Program,
) -> None:
    first = alices_program.get("/users/?q=PERSON-01&limit=6")
    second = alices_program.get(next_page(first))
    assert [*names(first), *names(second)] == [f"person-{number:03}" for number in range(10, 20)]
    assert "Link" not in second.headers
    assert names(alices_program.get("/users/?q=bo")) == ["bob"]
    assert names(alices_program.get("/users/?q=%25")) == []


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=-1"])
def test_a_page_that_cannot_be_is_refused(alices_program: Program, query: str) -> None:
    assert set(wrong_fields(alices_program.get(f"/users/?{query}"))) == {query.split("=", maxsplit=1)[0]}


@pytest.mark.usefixtures("alice", "bob")
def test_who_calls_is_online_for_a_minute(
    alices_program: Program, bobs_program: Program, clock: MovingClock
) -> None:
    bobs_program.get("/users/me")
    assert online(alices_program.get("/users/")) == ["bob"]
    clock.forward(minutes=2)
    assert online(alices_program.get("/users/")) == []


def test_who_is_blocked_can_neither_send_nor_see_who_is_online(
    alices_program: Program, bobs_program: Program, alice: Account, bob: Account, mallorys_program: Program
) -> None:
    done = {"message": "User blocked successfully"}
    for _ in range(2):  # blocking again is no error
        assert alices_program.post(f"/users/block/{bob.id}").json == done
    for program, other in ((alices_program, bob), (bobs_program, alice)):
        answer = program.post(f"/messages/{other.id}", {"body": "hello"})
        assert refused(answer) == (403, "Not sent: one of you has blocked the other.")
        assert program.get(f"/messages/{other.id}").json == {"messages": [], "next": None}
        assert other.username not in online(program.get("/users/"))
    assert mallorys_program.post(f"/messages/{bob.id}", {"body": "hello"}).status_code == 201


def test_what_was_said_before_a_block_stays_and_the_same_nonce_is_still_the_same_message(
    alices_program: Program, alice: Account, bob: Account, services: Services
) -> None:
    said = alices_program.post(f"/messages/{bob.id}", {"body": "hello", "nonce": "n"})
    services.people.block(bob.id, alice.id)
    again = alices_program.post(f"/messages/{bob.id}", {"body": "hello", "nonce": "n"})
    assert (again.status_code, again.json) == (200, said.json)
    assert alices_program.get(f"/messages/{bob.id}").json == {"messages": [said.json], "next": None}


def test_a_block_is_taken_back_by_who_made_it(
    alices_program: Program, bobs_program: Program, alice: Account, bob: Account
) -> None:
    alices_program.post(f"/users/block/{bob.id}")
    done = {"message": "User unblocked successfully"}
    assert bobs_program.delete(f"/users/block/{alice.id}").json == done  # which takes nothing of alice's back
    assert bobs_program.post(f"/messages/{alice.id}", {"body": "hello"}).status_code == 403
    for _ in range(2):  # unblocking again is no error
        assert alices_program.delete(f"/users/block/{bob.id}").json == done
    assert bobs_program.post(f"/messages/{alice.id}", {"body": "hello"}).status_code == 201


@pytest.mark.usefixtures("bob")
@pytest.mark.parametrize("number", NOBODY, ids=lambda number: number[:20])
def test_nobody_is_not_found(alices_program: Program, number: str) -> None:
    assert refused(alices_program.post(f"/users/block/{number}")) == (404, "No such user")
    assert refused(alices_program.delete(f"/users/block/{number}")) == (404, "No such user")


@pytest.mark.parametrize("number", NO_NUMBER, ids=lambda number: number[:20])
def test_what_is_no_number_is_no_person(alices_program: Program, number: str) -> None:
    assert set(wrong_fields(alices_program.post(f"/users/block/{number}"))) == {"user_id"}


def test_nobody_blocks_themselves(alices_program: Program, alice: Account) -> None:
    assert refused(alices_program.post(f"/users/block/{alice.id}")) == (400, "You cannot block yourself")
    assert refused(alices_program.delete(f"/users/block/{alice.id}")) == (404, "No such user")
