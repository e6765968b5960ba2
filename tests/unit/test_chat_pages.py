"""The conversation's page, and whose it is."""

import re
from dataclasses import replace

from flask import Flask

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.unit.browsing import PLAIN, Browser

NONCE = "0123456789abcdef01234567-3"


def test_a_page_opens_its_socket_in_the_name_of_its_own_viewer(
    alices: Browser, alice: Account, bob: Account
) -> None:
    """Else what waits in it would be sent as whoever signs in meanwhile."""
    assert f"user_id={alice.id}&amp;other_user={bob.id}" in alices.get(f"/chat?user={bob.id}").text


def test_a_page_of_an_older_session_is_told_that_it_will_not_be_live_again(
    alices: Browser, alice: Account, bob: Account
) -> None:
    page = alices.get(f"/chat?user={bob.id}").text
    found = re.search(r"/chat/connection\?session=[0-9]+", page)
    assert found
    assert "Reconnecting" in alices.get(found[0]).text
    alices.sign_in(alice.username)
    assert "You signed in anew" in alices.get(found[0]).text


def test_a_mended_message_is_sent_under_its_own_nonce_and_the_writing_goes_on_under_new_ones(
    alices: Browser, bob: Account
) -> None:
    answers = [alices.get(f"/chat/mended?user={bob.id}&nonce={NONCE}") for _ in range(2)]
    begun = [re.findall(r'name="nonce" value="([^"]+)"', each.text) for each in answers]
    assert [len(each) for each in begun] == [1, 1]
    assert NONCE not in begun[0] != begun[1]
    for answer in answers:
        assert f'hx-include="#form-{NONCE}"' in answer.text
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_longest_message_that_can_be_allowed_fits_into_a_form(
    app: Flask, services: Services, alices: Browser, bob: Account, alice: Account
) -> None:
    chat = replace(services.chat, max_length=10_000)
    app.extensions["felchat"] = replace(services, chat=chat)
    longest = "\N{GRINNING FACE}" * 10_000
    assert alices.submit(f"/chat?user={bob.id}", PLAIN, body=longest).status_code == 303
    assert [each.body for each in chat.history(alice.id, bob.id)] == [longest]
