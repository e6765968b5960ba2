"""While there is a block, no answer changes by what the other does: not its words, order or headers."""

import pytest
from flask import Flask

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.browsing import HTMX, PLAIN, Browser
from tests.unit.calling import Program
from tests.unit.conftest import signed_in
from tests.unit.same_answers import Told, by_call, by_page
from tests.unit.two import Two

PAGES = [
    *("GET /users/", "GET /users/?q=a", "GET /users/{}/row", "GET /chat?user={}", "GET /chat/log?user={}"),
    *(
        "GET /chat/history?user={}&before=9-0",
        "GET /users/profile",
        "GET /users/profile/data",
        "GET /chat/gone",
    ),
]
CALLS = ["GET /users/", "GET /users/?q=a", "GET /users/?limit=1", "GET /messages/{}"]
FOR_MALLORY = "a message of before the block"


@pytest.fixture
def two(services: Services, clock: MovingClock, alice: Account, bob: Account, mallory: Account) -> Two:
    """They have talked with mallory, too, who has something to read of alice's, and she of mallory's."""
    for one, other in ((mallory, alice), (alice, mallory), (bob, mallory)):
        services.chat.send(one.id, other.id, FOR_MALLORY, "n")
    return Two(services, clock, alice, bob)


def everything_told(browser: Browser, program: Program, about: int) -> list[Told]:
    pages = [by_page(browser, asked, about, manner) for asked in PAGES for manner in (PLAIN, HTMX)]
    return [*pages, *(by_call(program, asked, about) for asked in CALLS)]


def go_about(two: Two, services: Services, mallory: Account) -> None:
    """All that alice can do, but for another name, which is everybody's to know."""
    last = services.chat.history(two.alice.id, mallory.id)[-1]
    services.chat.read(two.alice.id, mallory.id, last.id)
    services.chat.types(two.alice.id, mallory.id)
    services.drafts.keep(two.alice.id, mallory.id, "canary", "m")
    services.people.seen(two.alice.id)
    for deed in two.deeds:
        if deed != two.change:
            deed()


@pytest.mark.parametrize("blocks", ["alice", "mallory", "nobody"])
def test_nothing_that_alice_does_is_to_be_told_from_any_answer(
    app: Flask, services: Services, two: Two, mallory: Account, blocks: str
) -> None:
    browser = signed_in(app, mallory)
    program = Program(app, services.tokens.make(mallory.id, "program", Scope.READ))
    if blocks != "nobody":
        pair = (two.alice.id, mallory.id)
        services.people.block(*(pair if blocks == "alice" else reversed(pair)))
    everything_told(browser, program, two.alice.id)  # which reads what there is to read
    before = everything_told(browser, program, two.alice.id)
    go_about(two, services, mallory)
    after = everything_told(browser, program, two.alice.id)
    assert (after == before) == (blocks != "nobody")
