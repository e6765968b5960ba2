"""A session's token is another after whatever should shake off who knew it."""

import pytest
from flask import Flask

from felchat.accounts.domain import Viewer
from felchat.accounts.service import AccountService
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import Browser, Manner
from tests.unit.profile_forms import PROFILE
from tests.unit.second_factor import went_to

NEW = "a wholly different horse"
CHANGE = {"action": "password", "current_password": PASSWORD, "new_password": NEW}


def with_the_cookie_of(browser: Browser, app: Flask) -> Browser:
    thief = Browser(app)
    thief.cookie = browser.cookie
    return thief


def test_a_new_password_shakes_off_who_has_copied_the_cookie(
    alices: Browser, phone: Browser, bobs: Browser, app: Flask, manner: Manner
) -> None:
    """Also that of the very session which changes it: OWASP ASVS 5.0, 7.2.4 and 7.4.3."""
    thief = with_the_cookie_of(alices, app)
    assert thief.is_signed_in()
    assert alices.submit(PROFILE, manner, **CHANGE).status_code in (200, 303)
    assert (alices.is_signed_in(), thief.is_signed_in(), phone.is_signed_in()) == (True, False, False)
    assert bobs.is_signed_in()
    assert alices.cookie != thief.cookie


def test_a_refused_new_password_changes_no_token(alices: Browser, phone: Browser, app: Flask) -> None:
    before = with_the_cookie_of(alices, app)
    for wrong in ({"current_password": "wrong"}, {"new_password": "short"}):
        assert alices.submit(PROFILE, **CHANGE | wrong).status_code == 422
    assert (alices.is_signed_in(), before.is_signed_in(), phone.is_signed_in()) == (True, True, True)


@pytest.mark.parametrize("ends_it", ["elsewhere", "operator"])
def test_a_session_that_is_ended_while_it_changes_the_password_is_over(
    alices: Browser, services: Services, manner: Manner, monkeypatch: pytest.MonkeyPatch, ends_it: str
) -> None:
    """Two devices change it at the same time, say, or the operator keeps her out."""
    renew = AccountService.renew

    def renewed_too_late(self: AccountService, viewer: Viewer) -> str:
        if ends_it == "elsewhere":
            services.administration.sign_out_everywhere(viewer.id)
        else:
            services.administration.disable(viewer.id)
        return renew(self, viewer)

    monkeypatch.setattr(AccountService, "renew", renewed_too_late)
    answer = alices.submit(PROFILE, manner, **CHANGE)
    assert went_to(answer, manner) == "/users/login"
    assert not alices.is_signed_in()


def test_a_remembered_session_stays_remembered(app: Flask, services: Services, alices: Browser) -> None:
    kept = Browser(app)
    kept.sign_in("alice", remember="yes")
    answer = kept.submit(PROFILE, **CHANGE)
    assert "Expires=" in answer.headers["Set-Cookie"]
    assert [each.remembered for each in services.administration.sessions(1)] == [True]
    assert not alices.is_signed_in()


@pytest.mark.usefixtures("alice", "mallory")
def test_a_planted_cookie_is_worth_nothing_once_its_victim_signs_in(app: Flask) -> None:
    """Session fixation: mallory's own, and one from before any sign-in. OWASP ASVS 5.0, 7.2.4."""
    before, mallorys = Browser(app), Browser(app)
    before.token()
    mallorys.sign_in("mallory")
    for planted in (before, mallorys):
        victim = with_the_cookie_of(planted, app)
        victim.sign_in("alice")
        assert victim.is_signed_in()
        assert not planted.is_signed_in()
        assert victim.cookie != planted.cookie
        assert victim.token() != planted.token(), "the token of the forms was planted, too"


@pytest.mark.usefixtures("alice")
def test_a_token_is_random_and_names_nobody(services: Services) -> None:
    """At least 128 bits: OWASP ASVS 5.0, 7.2.3."""
    alice = services.accounts.find("alice")
    tokens = {services.accounts.sign_in(alice) for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(each) * 6 >= 256 for each in tokens)
    assert len({each[:4] for each in tokens}) > 45, "they begin alike"
