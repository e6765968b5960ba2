"""Deleting one's own account, by a plain form and by htmx."""

from dataclasses import replace

import pytest

from felchat.accounts.domain import Account, InvalidCredentials
from felchat.domain import StorageAway
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import Browser, Manner, parsed
from tests.unit.profile_forms import PROFILE
from tests.unit.test_account_administration import Heard

CLOSING = ".//section[@aria-labelledby='closing-title']//details"


def test_a_refused_deletion_stays_open(alices: Browser, manner: Manner) -> None:
    assert parsed(alices.get(PROFILE).text).find(CLOSING).get("open") is None
    answer = alices.submit(PROFILE, manner, action="delete", closing_password="wrong horse")
    assert parsed(answer.text).find(CLOSING).get("open") is not None


def test_a_deleted_account_is_gone_and_its_name_is_free(
    alices: Browser, phone: Browser, bobs: Browser, services: Services, manner: Manner
) -> None:
    answer = alices.submit(PROFILE, manner, action="delete", closing_password=PASSWORD)
    assert "/users/login" in (answer.headers.get("HX-Redirect"), answer.headers.get("Location"))
    assert "Your account is deleted" in alices.get("/users/login").text
    assert "Your account is deleted" not in alices.get("/users/login").text
    assert (alices.is_signed_in(), phone.is_signed_in(), bobs.is_signed_in()) == (False, False, True)
    with pytest.raises(InvalidCredentials):
        services.accounts.recognise("alice", PASSWORD)
    assert "alice" not in bobs.get("/users/").text
    alices.submit("/users/register", username="alice", email="alice@example.org", password=PASSWORD)
    assert alices.is_signed_in()


def test_a_removal_that_broke_off_can_be_asked_again(services: Services, alice: Account) -> None:
    chat = Heard(away=True)
    administration = replace(services.administration, leaving=(chat,))
    with pytest.raises(StorageAway):
        administration.remove(alice.id)
    assert services.accounts.account(alice.id) == alice
    chat.away = False
    administration.remove(alice.id)
    administration.remove(alice.id)
    assert administration.count() == 0
