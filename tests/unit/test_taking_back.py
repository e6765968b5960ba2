"""Taking back by form and by program: only one's own, for both, also while there is a block."""

import pytest

from felchat.accounts.domain import Account
from felchat.chat.domain import Message
from felchat.services import Services
from tests.unit.browsing import HTMX, PLAIN, Browser, Manner, parsed
from tests.unit.calling import Program, refused


@pytest.fixture(autouse=True)
def everybody(alice: Account, bob: Account, mallory: Account) -> None:
    """Alice is 1, bob is 2, and mallory is 3."""
    assert [alice.id, bob.id, mallory.id] == [1, 2, 3]


@pytest.fixture
def secret(services: Services) -> Message:
    return services.chat.send(1, 2, "a secret", "1").message


def said(services: Services) -> list[str]:
    """What alice, who is 1, and bob, who is 2, have said to each other."""
    return [each.body for each in services.chat.said(1, 2, None, 100)]


def test_alice_takes_her_message_back_for_both(
    services: Services, alices: Browser, secret: Message, manner: Manner
) -> None:
    services.chat.send(2, 1, "hello", "2")
    answer = alices.submit("/chat/take-back?user=2", manner, message=str(secret.id))
    assert answer.status_code == (200 if manner else 303)
    assert said(services) == ["hello"]
    assert "a secret" not in alices.get("/chat?user=2").text


def test_a_plain_form_comes_back_to_where_it_stood_and_to_no_other_site(
    alices: Browser, bob: Account, services: Services, alice: Account
) -> None:
    for here, back in [
        ("", "/chat?user=2"),
        ("/chat/log?user=2", "/chat/log?user=2"),
        ("//evil", "/chat?user=2"),
    ]:
        message = services.chat.send(alice.id, bob.id, "again", here or "n").message
        answer = alices.submit("/chat/take-back?user=2", PLAIN, message=str(message.id), next=here)
        assert answer.location == back


def test_htmx_is_told_so_in_a_place_that_has_the_focus(
    alices: Browser, bob: Account, secret: Message
) -> None:
    answer = alices.submit(f"/chat/take-back?user={bob.id}", HTMX, message=str(secret.id))
    gone, told = parsed(answer.text).findall("./*[@hx-swap-oob]")
    assert gone.get("id") == f"message-{secret.id}"
    assert gone.find("./i[@hidden]") is not None
    assert told.find("./p[@autofocus]") is not None


def test_nobody_else_takes_it_back_whether_it_is_there_or_not(
    services: Services, bobs: Browser, mallorys: Browser, alices: Browser, secret: Message
) -> None:
    tries = [
        (bobs, "/chat/take-back?user=1", str(secret.id)),
        (mallorys, "/chat/take-back?user=1", str(secret.id)),
        (mallorys, "/chat/take-back?user=2", str(secret.id)),
        (alices, "/chat/take-back?user=2", "1-1"),
        (alices, "/chat/take-back?user=2", "nonsense"),
        (alices, "/chat/take-back?user=1", str(secret.id)),
    ]
    answers = {browser.submit(path, message=message).text for browser, path, message in tries}
    assert len({each.replace("mallory", "bob").replace("alice", "bob") for each in answers}) == 1
    assert said(services) == ["a secret"]


def test_ones_own_words_can_be_taken_back_during_a_block(
    services: Services, alices: Browser, secret: Message
) -> None:
    services.people.block(2, 1)
    alices.submit("/chat/take-back?user=2", message=str(secret.id))
    assert said(services) == []


def test_what_is_taken_back_is_neither_unread_nor_makes_anything_unread(
    services: Services, alice: Account, bob: Account
) -> None:
    services.chat.send(bob.id, alice.id, "how are you?", "1")
    answer = services.chat.send(alice.id, bob.id, "well", "2").message
    services.withdrawals.take_back(alice.id, bob.id, answer.id)
    assert [talk.unread for talk in services.chat.talks(alice.id)] == [0]
    assert [talk.unread for talk in services.chat.talks(bob.id)] == [0]


def test_a_plain_form_that_sends_again_what_was_taken_back_comes_to_the_conversation(
    services: Services, alices: Browser, secret: Message
) -> None:
    services.withdrawals.take_back(1, 2, secret.id)
    answer = alices.submit("/chat?user=2", body="a secret", nonce=secret.nonce)
    assert (answer.status_code, answer.location) == (303, "/chat?user=2")
    assert said(services) == []


def test_a_program_takes_back_what_it_said(
    alices_program: Program, bobs_program: Program, alice: Account, bob: Account
) -> None:
    sent = alices_program.post(f"/messages/{bob.id}", {"body": "a secret", "nonce": "n"}).json
    assert sent is not None
    path = f"/messages/{bob.id}/{sent['id']}"
    assert refused(bobs_program.delete(f"/messages/{alice.id}/{sent['id']}")) == (404, "No such message")
    answer = alices_program.delete(path)
    assert (answer.status_code, answer.json) == (200, {"message": "Message deleted successfully"})
    assert bobs_program.get(f"/messages/{alice.id}").json == {"messages": [], "next": None}
    assert refused(alices_program.delete(path)) == (404, "No such message")
    again = alices_program.post(f"/messages/{bob.id}", {"body": "a secret", "nonce": "n"})
    assert refused(again) == (410, "That message was deleted")


@pytest.mark.parametrize("message", ["1-1", "0-0", "x", "1", "9" * 40, "1-1-1", "%00"])
def test_a_message_that_never_was_is_not_found(alices_program: Program, bob: Account, message: str) -> None:
    assert refused(alices_program.delete(f"/messages/{bob.id}/{message}")) == (404, "No such message")


def test_what_is_gone_ends_no_page_early(
    services: Services, alices_program: Program, alice: Account, bob: Account
) -> None:
    sent = [services.chat.send(alice.id, bob.id, str(each), str(each)).message for each in range(8)]
    for each in sent[1:7]:
        services.withdrawals.take_back(alice.id, bob.id, each.id)
    page = alices_program.get(f"/messages/{bob.id}?limit=1").json
    assert page is not None
    assert [each["body"] for each in page["messages"]] == ["7"]
    page = alices_program.get(f"/messages/{bob.id}?limit=1&before={page['next']}").json
    assert page is not None
    assert ([each["body"] for each in page["messages"]], page["next"]) == (["0"], None)
