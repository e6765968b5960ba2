"""Reading over the API, and whose conversation is asked for, as its contract has it."""

from typing import Any

import pytest

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.calling import NO_NUMBER, NOBODY, Program, ids, refused, wrong_fields


@pytest.fixture
def conversation(services: Services, alice: Account, bob: Account) -> list[str]:
    """The ids of what alice and bob said: five messages, oldest first."""
    said = [(alice, bob), (bob, alice), (alice, bob), (bob, alice), (alice, bob)]
    receipts = [
        services.chat.send(one.id, other.id, f"message {number}", str(number))
        for number, (one, other) in enumerate(said)
    ]
    return [str(each.message.id) for each in receipts]


def test_the_newest_come_first_and_next_leads_to_the_older(
    alices_program: Program, bob: Account, conversation: list[str]
) -> None:
    newest_first = conversation[::-1]
    address, before, pages = f"/messages/{bob.id}?limit=2", "", []
    for _ in range(3):
        page: Any = alices_program.get(address + before).json
        pages.append(ids(page))
        before = f"&before={page['next']}"
    assert pages == [newest_first[:2], newest_first[2:4], newest_first[4:]]
    assert page["next"] is None


def test_a_last_page_that_is_full_says_that_it_is_the_last(
    alices_program: Program, bob: Account, conversation: list[str]
) -> None:
    page: Any = alices_program.get(f"/messages/{bob.id}?limit=5").json
    assert (len(page["messages"]), page["next"]) == (5, None)
    before_the_first = alices_program.get(f"/messages/{bob.id}?before={conversation[0]}")
    assert before_the_first.json == {"messages": [], "next": None}


@pytest.mark.usefixtures("conversation")
def test_what_expired_is_gone(alices_program: Program, bob: Account, clock: MovingClock) -> None:
    clock.forward(minutes=30)
    assert alices_program.get(f"/messages/{bob.id}").json == {"messages": [], "next": None}


@pytest.mark.parametrize(
    ("field", "value"),
    [*(("limit", each) for each in ("0", "101", "-1", "x")), *(("before", each) for each in ("x", "1", ""))],
)
def test_a_page_that_cannot_be_is_refused(
    alices_program: Program, bob: Account, field: str, value: str
) -> None:
    answer = alices_program.get(f"/messages/{bob.id}?{field}={value}")
    assert set(wrong_fields(answer)) == {field}


def test_mallory_reads_nothing_of_alices_by_any_parameter(
    mallorys_program: Program, alice: Account, bob: Account, mallory: Account, conversation: list[str]
) -> None:
    """Original faults S1 and S2."""
    as_alice = {"Cookie": f"user_id={alice.id}"}
    for extra in (f"user_id={alice.id}", f"other_user={bob.id}", f"before={conversation[-1]}"):
        for person in (alice, bob, mallory):
            answer = mallorys_program.get(f"/messages/{person.id}?{extra}", headers=as_alice)
            assert "message " not in answer.text
            assert (answer.json or {}).get("messages", []) == []


@pytest.mark.usefixtures("bob")
@pytest.mark.parametrize("number", NOBODY, ids=lambda number: number[:20])
def test_nobody_is_not_found(alices_program: Program, number: str) -> None:
    """Original faults C12 and C13."""
    assert refused(alices_program.get(f"/messages/{number}")) == (404, "No such user")
    assert refused(alices_program.post(f"/messages/{number}", {"body": "a"})) == (404, "No such user")


def test_oneself_is_not_found(alices_program: Program, alice: Account) -> None:
    """Original fault C13."""
    assert refused(alices_program.get(f"/messages/{alice.id}")) == (404, "No such user")
    assert refused(alices_program.post(f"/messages/{alice.id}", {"body": "a"})) == (404, "No such user")


@pytest.mark.parametrize("number", NO_NUMBER, ids=lambda number: number[:20])
def test_what_is_no_number_is_no_person(alices_program: Program, number: str) -> None:
    assert set(wrong_fields(alices_program.get(f"/messages/{number}"))) == {"user_id"}
