"""The conversation's page, and whose it is."""

import re
from dataclasses import replace
from functools import partial
from html import unescape

import pytest
from flask import Flask

from felchat.accounts.domain import Account, Viewer
from felchat.chat.domain import Standing
from felchat.chat.steps import Synced
from felchat.services import Services
from tests.unit.browsing import PLAIN, Browser, Manner, parsed, text_of

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
    assert "Reconnecting" in alices.get(connection_of(page)).text
    alices.sign_in(alice.username)
    assert "You signed in anew" in alices.get(connection_of(page)).text


def test_a_page_with_somebody_who_has_gone_is_told_that_it_will_not_be_live_again(
    services: Services, alices: Browser, bob: Account
) -> None:
    lost = connection_of(alices.get(f"/chat?user={bob.id}").text)
    again = connection_of(alices.get(lost).text)
    services.administration.remove(bob.id)
    for address in (lost, again):
        assert "There is no such person any more" in alices.get(address).text
        assert "Reconnecting" not in alices.get(address).text


def connection_of(html: str) -> str:
    """Where that page or fragment asks what has become of its connection."""
    found = re.search(r"/chat/connection\?session=[0-9]+&amp;user=[0-9]+", html)
    assert found
    return unescape(found[0])


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


@pytest.mark.parametrize("leave", ["remove", "disable"])
def test_a_form_to_who_has_gone_comes_back_with_its_text(
    services: Services, alices: Browser, bob: Account, manner: Manner, leave: str
) -> None:
    getattr(services.administration, leave)(bob.id)
    answer = alices.submit(f"/chat?user={bob.id}", manner, body="\nDear <b>bob</b>")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "there is no such person any more" in answer.text
    assert text_of(parsed(answer.text).find(".//textarea")) == "\nDear <b>bob</b>"


@pytest.mark.usefixtures("alices")
def test_a_page_of_who_has_gone_is_told_so_and_that_they_came_back(
    services: Services, alice: Account, bob: Account
) -> None:
    here = Standing(shows_typing=True, shows_reading=True)
    assert services.chat.standing(alice.id, bob.id) == here
    viewer, glimpse = viewer_of(services, alice), partial(services.people.glimpse, alice.id)
    with services.chat.listen(viewer, bob.id, lambda: viewer, glimpse) as listening:
        steps = filter(lambda step: isinstance(step, Standing), listening.steps())
        listening.say(Synced(None))
        assert next(steps) == here
        services.administration.disable(bob.id)
        assert next(steps) == Standing(gone=True)
        services.administration.enable(bob.id)
        assert next(steps) == here
        services.administration.remove(bob.id)
        assert next(steps) == Standing(gone=True)


def viewer_of(services: Services, account: Account) -> Viewer:
    viewer = services.accounts.viewer(services.accounts.sign_in(account))
    assert viewer
    return viewer


def test_the_longest_message_that_can_be_allowed_fits_into_a_form(
    app: Flask, services: Services, alices: Browser, bob: Account, alice: Account
) -> None:
    chat = replace(services.chat, max_length=10_000)
    app.extensions["felchat"] = replace(services, chat=chat)
    longest = "\N{GRINNING FACE}" * 10_000
    assert alices.submit(f"/chat?user={bob.id}", PLAIN, body=longest).status_code == 303
    assert [each.body for each in chat.said(alice.id, bob.id, None, 100)] == [longest]
