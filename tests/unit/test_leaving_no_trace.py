"""Leaving no trace: all one's conversations, tokens and sessions go, and the browser is told to forget."""

from dataclasses import replace

import pytest

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account, Viewer
from felchat.chat.entries import Wiped
from felchat.chat.events import SessionEnded
from felchat.domain import StorageAway
from felchat.services import Services
from tests.inboxes import hearing
from tests.unit.browsing import Browser, Manner
from tests.unit.profile_forms import PROFILE
from tests.unit.test_account_administration import Heard


@pytest.fixture(autouse=True)
def everybody(services: Services, alice: Account, bob: Account, mallory: Account) -> None:
    """Alice is 1, and talks with bob, who is 2, and with mallory, who is 3; so do those two."""
    assert [alice.id, bob.id, mallory.id] == [1, 2, 3]
    for one, other in ((1, 2), (2, 1), (3, 1), (2, 3)):
        services.chat.send(one, other, "a secret", f"{one} to {other}")
    services.drafts.keep(1, 2, "half a thought", "n")


def test_alices_conversations_are_wiped_for_all_and_no_others(services: Services, alices: Browser) -> None:
    alices.submit(PROFILE, action="leave-no-trace")
    for other in (2, 3):
        (line,) = services.chat.history(1, other)
        assert isinstance(line, Wiped)
        assert line.by == 1
    assert len(services.chat.said(2, 3, None, 10)) == 1
    assert services.drafts.open_in(1, 2, "m") == ""
    assert services.chat.talks(1) == []


def test_she_is_signed_out_everywhere_and_her_programs_too_and_nobody_else(
    services: Services, alices: Browser, phone: Browser, bobs: Browser
) -> None:
    services.tokens.make(1, "program", Scope.WRITE)
    [inbox] = hearing(services.chat.mailroom, 1)
    alices.submit(PROFILE, action="leave-no-trace")
    assert [each.is_signed_in() for each in (alices, phone, bobs)] == [False, False, True]
    assert services.tokens.of(1) == []
    heard = [inbox.take(0) for _ in range(4)]
    assert sum(isinstance(each, SessionEnded) for each in heard) == 2
    assert alices.sign_in("alice").status_code == 303  # the account stays


def test_the_browser_is_told_to_forget_and_lands_where_one_signs_in(alices: Browser, manner: Manner) -> None:
    answer = alices.submit(PROFILE, manner, action="leave-no-trace")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    landing = answer.headers.get("HX-Redirect") or answer.headers["Location"]
    assert landing == "/users/login?traces=none"
    assert "signed out everywhere" in alices.get(landing).text
    assert "signed out everywhere" not in alices.get("/users/login").text


def test_while_the_store_is_away_she_stays_and_can_ask_again(services: Services, alices: Browser) -> None:
    profile = replace(services.profile, traces=(Heard(away=True),))
    with pytest.raises(StorageAway):
        profile.leave_no_trace(Viewer(1, "alice", session_id=1))
    assert alices.is_signed_in()
