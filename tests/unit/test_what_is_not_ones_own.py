"""Nobody can tell what is not theirs from what is not there: the same words, by the same work.

ASVS 5.0, 8.2.2.
"""

import pytest

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.browsing import Browser, Manner
from tests.unit.calling import Program
from tests.unit.same_answers import by_call, by_page
from tests.unit.seen_scene import ids_that_stand_out


@pytest.fixture
def messages(
    services: Services, clock: MovingClock, alice: Account, bob: Account, mallory: Account
) -> list[str]:
    """One that never was, alice's to bob, hers and bob's to mallory, mallory's to bob, one taken back."""
    talks = [(alice, bob), (alice, mallory), (bob, mallory), (mallory, bob), (mallory, alice)]
    said = []
    for sender, recipient in talks:
        clock.forward(seconds=1)
        said.append(services.chat.send(sender.id, recipient.id, "a secret", "n").message.id)
    services.withdrawals.take_back(mallory.id, alice.id, said[-1])
    return ["1795435200123-0", *map(str, said)]


def test_whatever_message_is_not_mallorys_is_not_there(
    mallorys: Browser, alice: Account, messages: list[str], manner: Manner
) -> None:
    mallorys.get("/users/")
    asked = f"POST /chat/take-back?user={alice.id}&message={{}}"
    never, *others = [by_page(mallorys, asked, each, manner) for each in messages]
    assert (never.status, others) == (404, [never] * 5)


def test_nor_is_it_for_a_program(alice: Account, messages: list[str], mallorys_program: Program) -> None:
    mallorys_program.get("/users/me")
    asked = f"DELETE /messages/{alice.id}/{{}}"
    never, *others = [by_call(mallorys_program, asked, each) for each in messages]
    assert (never.status, others) == (404, [never] * 5)


@pytest.mark.parametrize("where", ["history?", "log?", "cut?oldest=1-0&"])
def test_a_place_in_another_conversation_is_a_time_and_nothing_more(
    mallorys: Browser, alice: Account, messages: list[str], where: str, manner: Manner
) -> None:
    """A message's id is the moment when it was said: what comes before it is one's own."""
    for message in (messages[1], *messages[3:5]):
        beside = message.replace("-0", "-7")
        asked = f"GET /chat/{where}user={alice.id}&before={{}}&still={{}}"
        one, other = (
            by_page(mallorys, asked.replace("{}", each), each, manner) for each in (message, beside)
        )
        assert one == other


@pytest.mark.parametrize("kind", ["tokens", "invitations", "sessions"])
def test_what_is_another_persons_is_ended_as_little_as_what_is_not_there(
    services: Services, mallorys: Browser, alice: Account, kind: str, manner: Manner
) -> None:
    ids_that_stand_out(services)
    services.accounts.sign_in(alice)
    theirs = what_alice_has(services, alice, kind)
    asked = "POST /users/profile" if kind == "sessions" else f"POST /users/profile/{kind}/{{}}/revoke"
    hers, nothing = (
        by_page(mallorys, asked, each, manner, action="revoke", session=str(each))
        for each in (theirs, 9_999_999)
    )
    assert hers == nothing
    assert theirs == what_alice_has(services, alice, kind)


def what_alice_has(services: Services, alice: Account, kind: str) -> int:
    """The id of the first thing of that kind that is hers, which is made if there is none."""
    if kind == "sessions":
        return services.administration.sessions(alice.id)[-1].id
    if kind == "tokens":
        services.tokens.of(alice.id) or services.tokens.make(alice.id, "program", Scope.READ)
        return services.tokens.of(alice.id)[0].id
    services.invitations.allow(alice.id)
    services.invitations.of(alice.id) or services.invitations.make_own(alice.id, 1, 7)
    return services.invitations.of(alice.id)[0].id


def test_the_nonce_of_somebody_else_is_as_new_as_any(
    services: Services, mallorys_program: Program, alice: Account, bob: Account
) -> None:
    services.chat.send(alice.id, bob.id, "a secret", "alices")
    path = f"/messages/{alice.id}"
    taken, fresh = (
        mallorys_program.post(path, {"body": "hello", "nonce": nonce}) for nonce in ("alices", "fresh")
    )
    assert (taken.status_code, fresh.status_code) == (201, 201)
    assert "a secret" not in taken.text
    assert [each.body for each in services.chat.said(alice.id, bob.id, None, 9)] == ["a secret"]
