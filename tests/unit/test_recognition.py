"""What signing in costs, and that nobody learns by it whom Felchat knows."""

from dataclasses import replace
from time import process_time

import bcrypt
import pytest

from felchat.accounts.domain import Account, InvalidCredentials, NotRegistered, WrongPassword
from felchat.accounts.passwords import BcryptPasswords
from felchat.services import Services
from tests.conftest import PASSWORD, MovingClock

ANOTHER = "a wholly different horse"
MANY_MARKS = "a" + "\u0301\u0323" * 15_000  # Python needs the square of their number to normalize them
# fmt: off
WRONG = [
    ("alice", "x"), ("nobody", "x"), ("", ""), ("a\x00b", "x"), (MANY_MARKS, "x"), ("alice", MANY_MARKS),
    ("mallory", PASSWORD), ("mallory", "x"),
]
# fmt: on


class Work:
    """What bcrypt does meanwhile: two to the power of its rounds, each time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done = 0
        hashpw, checkpw = bcrypt.hashpw, bcrypt.checkpw

        def hashes(typed: bytes, salt: bytes) -> bytes:
            self.done += 2 ** int(salt[4:6])
            return hashpw(typed, salt)

        def checks(typed: bytes, hashed: bytes) -> bool:
            self.done += 2 ** int(hashed[4:6])
            return checkpw(typed, hashed)

        monkeypatch.setattr(bcrypt, "hashpw", hashes)
        monkeypatch.setattr(bcrypt, "checkpw", checks)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


def at_the_cost(rounds: int, services: Services) -> Services:
    return replace(services, accounts=replace(services.accounts, passwords=BcryptPasswords(rounds)))


def rounds_kept(services: Services, account: Account) -> str:
    return services.accounts.account(account.id).password_hash[4:6]


@pytest.mark.parametrize("rounds", [4, 7])
@pytest.mark.parametrize("wrong", WRONG, ids=lambda typed: ascii(typed)[:30])
@pytest.mark.usefixtures("alice")
def test_every_refused_sign_in_is_the_same_work(
    services: Services, mallory: Account, work: Work, rounds: int, wrong: tuple[str, str]
) -> None:
    """An unknown name, a wrong password, and a disabled account, by the hashes of today and of before.

    OWASP ASVS 5.0, 6.3.8.
    """
    services.administration.disable(mallory.id)
    began, work.done = process_time(), 0
    with pytest.raises(InvalidCredentials) as refused:
        at_the_cost(rounds, services).accounts.recognise(*wrong)
    assert str(refused.value) == ""
    assert process_time() - began < 0.2, "what is too long to be right is worked on"
    assert work.done == 2**rounds


@pytest.mark.parametrize("taken", ["username", "email"])
def test_what_is_taken_costs_the_hash_that_an_account_costs(
    services: Services, alice: Account, work: Work, taken: str
) -> None:
    """Neither the answer's words over the API nor its time tell which of the two it was (ASVS 6.3.8)."""
    form, work.done = {"username": "another", "email": "another@example.org", "password": PASSWORD}, 0
    with pytest.raises(NotRegistered):
        services.accounts.register(**form | {taken: getattr(alice, taken)})
    assert work.done == 2**4
    services.accounts.register(**form)
    assert work.done == 2 * 2**4


def test_a_password_is_hashed_anew_when_the_cost_is_another(services: Services, alice: Account) -> None:
    for rounds in ("05", "04"):
        other = at_the_cost(int(rounds), services)
        with pytest.raises(InvalidCredentials):
            other.accounts.recognise("alice", ANOTHER)
        assert rounds_kept(services, alice) != rounds
        recognised = other.accounts.recognise("alice", PASSWORD)
        assert rounds_kept(services, alice) == rounds
        assert recognised == services.accounts.account(alice.id), "it could not sign in"
        assert other.accounts.recognise("alice", PASSWORD) == recognised


def test_a_new_password_is_not_overwritten_by_a_sign_in_with_the_old(
    services: Services, alice: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever knows the old one may sign in at the very time when it is changed."""
    slow = at_the_cost(5, services)
    is_outdated = BcryptPasswords.is_outdated

    def changed_meanwhile(passwords: BcryptPasswords, hashed: str) -> bool:
        found = is_outdated(passwords, hashed)
        monkeypatch.setattr(BcryptPasswords, "is_outdated", is_outdated)
        services.administration.change_password(alice.id, ANOTHER)
        return found

    monkeypatch.setattr(BcryptPasswords, "is_outdated", changed_meanwhile)
    with pytest.raises(InvalidCredentials):
        slow.accounts.recognise("alice", PASSWORD)
    assert services.accounts.recognise("alice", ANOTHER).id == alice.id


def test_who_was_recognised_by_a_password_that_is_changed_meanwhile_is_not_signed_in(
    services: Services, alice: Account, clock: MovingClock
) -> None:
    recognised = services.accounts.recognise("alice", PASSWORD)
    services.administration.change_password(alice.id, ANOTHER)
    with pytest.raises(InvalidCredentials):
        services.accounts.sign_in(recognised)
    assert services.accounts.sessions.of(alice.id, clock()) == []
    assert services.accounts.sign_in(services.accounts.recognise("alice", ANOTHER))


def test_one_confirms_by_ones_own_password_alone(services: Services, alice: Account, bob: Account) -> None:
    services.administration.change_password(bob.id, ANOTHER)
    services.accounts.confirm(alice.id, PASSWORD)
    for wrong in (ANOTHER, "", PASSWORD + "x"):
        with pytest.raises(WrongPassword):
            services.accounts.confirm(alice.id, wrong)
