"""Blocking: who may, who is told, and that it holds at every door."""

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.chat.domain import Blocked
from felchat.people.domain import BlockingOneself, NoSuchPerson
from felchat.services import Services
from tests.unit.browsing import HTMX, PLAIN, Browser, Manner, parsed, text_of
from tests.unit.conftest import signed_in


def test_while_one_has_blocked_the_other_neither_can_write(
    services: Services, alice: Account, bob: Account, mallory: Account
) -> None:
    services.people.block(alice.id, bob.id)
    for sender, recipient in ((alice, bob), (bob, alice)):
        with pytest.raises(Blocked):
            services.chat.send(sender.id, recipient.id, "hello", "n")
    services.chat.send(mallory.id, bob.id, "hello", "n")
    services.people.unblock(alice.id, bob.id)
    services.chat.send(bob.id, alice.id, "hello", "n")


def test_only_the_one_who_blocked_can_undo_it(services: Services, alice: Account, bob: Account) -> None:
    services.people.block(alice.id, bob.id)
    services.people.unblock(bob.id, alice.id)
    with pytest.raises(Blocked):
        services.chat.send(bob.id, alice.id, "hello", "n")


def test_blocking_twice_and_unblocking_nobody_are_no_errors(
    services: Services, alice: Account, bob: Account
) -> None:
    for _ in range(2):
        services.people.unblock(alice.id, bob.id)
    for _ in range(2):
        services.people.block(alice.id, bob.id)
    services.people.unblock(alice.id, bob.id)
    services.chat.send(bob.id, alice.id, "hello", "n")


def test_nobody_blocks_themselves_or_a_stranger_who_is_not_there(services: Services, alice: Account) -> None:
    for change in (services.people.block, services.people.unblock):
        with pytest.raises(BlockingOneself):
            change(alice.id, alice.id)
        with pytest.raises(NoSuchPerson):
            change(alice.id, 99)


def test_the_list_shows_the_block_and_offers_what_undoes_it(
    app: Flask, alices: Browser, bob: Account, manner: Manner
) -> None:
    answer = alices.submit(f"/users/{bob.id}/block", manner)
    assert answer.status_code == (200 if manner == HTMX else 303)
    row = answer.text if manner == HTMX else alices.get("/users/").text
    assert f'action="/users/{bob.id}/unblock"' in row
    assert f'action="/users/{bob.id}/block"' not in row
    assert "has blocked you" in signed_in(app, bob).get("/users/").text
    answer = alices.submit(f"/users/{bob.id}/unblock", manner)
    row = answer.text if manner == HTMX else alices.get("/users/").text
    assert f'action="/users/{bob.id}/block"' in row


def test_the_conversation_says_who_blocked_whom_and_who_can_undo_it(
    services: Services, alices: Browser, bobs: Browser, alice: Account, bob: Account
) -> None:
    answer = alices.submit(f"/chat/block?user={bob.id}", PLAIN)
    assert answer.headers["Location"] == f"/chat?user={bob.id}"
    assert "You have blocked bob." in standing(alices, bob)
    assert "Unblock" in standing(alices, bob)
    assert "alice has blocked you." in standing(bobs, alice)
    assert "Unblock" not in standing(bobs, alice)
    services.people.block(bob.id, alice.id)
    assert "You and alice have blocked each other." in standing(bobs, alice)
    assert "Unblock" in standing(bobs, alice)


def test_what_was_said_before_a_block_stays_readable(
    services: Services, alices: Browser, bobs: Browser, alice: Account, bob: Account
) -> None:
    """Original fault S13: our contract decides otherwise, and only what is new is refused."""
    services.chat.send(bob.id, alice.id, "said before", "n")
    services.people.block(alice.id, bob.id)
    for browser, other in ((alices, bob), (bobs, alice)):
        assert "said before" in browser.get(f"/chat?user={other.id}").text


def standing(browser: Browser, other: Account) -> str:
    page = parsed(browser.get(f"/chat?user={other.id}").text)
    return " ".join(text_of(page.find(".//*[@id='standing']")).split())


def test_a_blocked_message_is_refused_and_its_text_kept(
    services: Services, alices: Browser, bob: Account, alice: Account
) -> None:
    services.people.block(bob.id, alice.id)
    answer = alices.submit(f"/chat?user={bob.id}", PLAIN, body="Please")
    assert answer.status_code == 422
    assert "one of you has blocked the other" in answer.text
    assert 'value="Please"' in answer.text
    assert services.chat.history(alice.id, bob.id) == []


def test_neither_sees_the_others_presence(
    app: Flask, services: Services, alices: Browser, alice: Account, bob: Account
) -> None:
    bobs = signed_in(app, bob)
    for browser in (alices, bobs):
        browser.get("/users/")
    assert services.chat.standing(alice.id, bob.id).online
    services.people.block(alice.id, bob.id)
    for viewer, other, browser in ((alice, bob, alices), (bob, alice, bobs)):
        assert not services.chat.standing(viewer.id, other.id).online
        assert not services.people.listed(viewer.id, [other.id])[0].online
        assert ">online<" not in browser.get("/users/").text


@pytest.mark.parametrize("change", ["block", "unblock"])
def test_what_cannot_be_blocked_is_refused(alices: Browser, change: str, alice: Account) -> None:
    assert alices.submit(f"/users/{alice.id}/{change}").status_code == 400
    assert alices.submit(f"/users/99/{change}").status_code == 404
    assert alices.submit(f"/users/{2**80}/{change}").status_code == 404
    assert alices.get(f"/users/{alice.id}/{change}").status_code == 405


def test_blocking_needs_a_sign_in_and_the_forms_token(
    browser: Browser, alices: Browser, bob: Account
) -> None:
    assert browser.submit(f"/users/{bob.id}/block").status_code == 303
    assert alices.client.post(f"/users/{bob.id}/block").status_code == 400
    assert f'action="/users/{bob.id}/block"' in alices.get("/users/").text
