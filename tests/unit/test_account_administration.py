"""What the operator does with accounts, and what becomes of those who are signed in meanwhile."""

from dataclasses import dataclass, field, replace

import pytest

from felchat.accounts import domain
from felchat.accounts.administration import AccountAdministration
from felchat.accounts.domain import Account, Viewer
from felchat.domain import StorageAway
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock

ANOTHER = "a wholly different horse"


@dataclass
class Heard:
    """See Doorkeeper and Leaving. Writes down what it is told, or is away."""

    told: list[tuple[object, ...]] = field(default_factory=list)
    away: bool = False

    def session_ended(self, person: int, session_id: int) -> None:
        self.told.append((person, session_id))

    def session_renewed(self, person: int, session_id: int) -> None:
        self.told.append((person, session_id, "renewed"))

    def person_changed(self, person: int) -> None:
        self.told.append((person, "changed"))

    def preferences_changed(self, person: int, others_too: bool) -> None:
        self.told.append((person, "shows" if others_too else "prefers"))

    def person_left(self, person: int) -> None:
        if self.away:
            raise StorageAway("message store")
        self.told.append((person,))


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def administration(services: Services, heard: Heard) -> AccountAdministration:
    entrance = replace(services.accounts, doorkeeper=heard)
    return AccountAdministration(entrance, leaving=(heard,))


def signed_in(services: Services, account: Account) -> tuple[str, Viewer]:
    token = services.accounts.sign_in(account)
    viewer = services.accounts.viewer(token)
    assert viewer
    return token, viewer


def test_an_account_is_found_however_its_name_is_written(
    administration: AccountAdministration, alice: Account
) -> None:
    assert administration.entrance.find(" ALICE ") == administration.entrance.account(alice.id) == alice
    for nobody in ("bob", "", "a\x00b"):
        with pytest.raises(domain.NoSuchAccount):
            administration.entrance.find(nobody)


def test_accounts_are_listed(administration: AccountAdministration, alice: Account, bob: Account) -> None:
    assert administration.page() == [alice, bob]
    assert administration.page(after=alice.id) == [bob]
    assert administration.page("AL") == [alice]
    assert (administration.count(), administration.count("AL")) == (2, 1)


@pytest.mark.usefixtures("bob")
def test_an_account_is_changed_by_the_rules_of_registering(
    administration: AccountAdministration, alice: Account
) -> None:
    refused = [
        (administration.rename, "a", domain.InvalidUsername),
        (administration.rename, "BOB", domain.UsernameTaken),
        (administration.change_email, "alice@nowhere", domain.InvalidEmail),
        (administration.change_email, "Bob@example.org", domain.EmailTaken),
        (administration.change_password, "short", domain.InvalidPassword),
        (administration.change_password, "Password1", domain.CommonPassword),
    ]
    for change, typed, refusal in refused:
        with pytest.raises(refusal):
            change(alice.id, typed)
    assert administration.entrance.account(alice.id) == alice
    administration.rename(alice.id, "Anna")
    administration.change_email(alice.id, "Anna@Example.org")
    assert administration.entrance.find("anna") == replace(alice, username="Anna", email="Anna@example.org")


def test_a_new_password_opens_the_account_and_ends_its_sessions(
    administration: AccountAdministration, services: Services, heard: Heard, alice: Account, bob: Account
) -> None:
    (token, viewer), (bobs, _) = signed_in(services, alice), signed_in(services, bob)
    administration.change_password(alice.id, ANOTHER)
    assert services.accounts.recognise("alice", ANOTHER).id == alice.id
    with pytest.raises(domain.InvalidCredentials):
        services.accounts.recognise("alice", PASSWORD)
    assert (services.accounts.viewer(token) is None, services.accounts.viewer(bobs) is None) == (True, False)
    assert heard.told == [(alice.id, viewer.session_id)]


def test_the_disabled_are_out_at_once_and_cannot_come_in(
    administration: AccountAdministration, services: Services, heard: Heard, alice: Account
) -> None:
    token, viewer = signed_in(services, alice)
    administration.disable(alice.id)
    assert heard.told == [(alice.id, viewer.session_id), (alice.id, "changed")]
    assert services.accounts.viewer(token) is None
    with pytest.raises(domain.InvalidCredentials):
        services.accounts.recognise("alice", PASSWORD)


def test_since_when_somebody_is_disabled_is_kept(
    administration: AccountAdministration, clock: MovingClock, alice: Account
) -> None:
    began = clock()
    administration.disable(alice.id)
    clock.forward(hours=1)
    administration.disable(alice.id)
    assert administration.entrance.account(alice.id).disabled_at == began


def test_the_enabled_come_in_again_by_signing_in(
    administration: AccountAdministration, services: Services, alice: Account
) -> None:
    token, _ = signed_in(services, alice)
    administration.disable(alice.id)
    administration.enable(alice.id)
    assert services.accounts.viewer(token) is None, "a session came back to life"
    assert services.accounts.recognise("alice", PASSWORD) == alice


def test_somebody_removed_is_gone_and_everybody_who_should_know_is_told(
    administration: AccountAdministration, services: Services, heard: Heard, alice: Account, bob: Account
) -> None:
    (token, viewer), (bobs, _) = signed_in(services, alice), signed_in(services, bob)
    administration.remove(alice.id)
    assert heard.told == [(alice.id,), (alice.id, viewer.session_id), (alice.id, "changed")]
    assert services.accounts.viewer(token) is None
    assert services.accounts.viewer(bobs)
    with pytest.raises(domain.NoSuchAccount):
        administration.entrance.find("alice")
    again = services.accounts.register("alice", "alice@example.org", PASSWORD)
    assert again.id not in (alice.id, bob.id)
