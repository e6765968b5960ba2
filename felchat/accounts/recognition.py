"""Telling people by their passwords."""

from dataclasses import dataclass, replace

from felchat.accounts.domain import Account, InvalidCredentials, NoSuchAccount, WrongPassword
from felchat.accounts.repositories import AccountRepository, PasswordHasher
from felchat.accounts.rules import LONGEST_TYPED, comparable_password, is_adopted
from felchat.logs.security import Event, note


@dataclass(frozen=True)
class Recognition:
    """Compares what is typed with what is kept. Raises TooBusy, when nothing was compared."""

    accounts: AccountRepository
    passwords: PasswordHasher

    def recognise(self, account: Account | None, typed: str) -> Account:
        """The account, if that is its password and nobody keeps it out. None is an account that nobody has.

        Raises InvalidCredentials, after the same work whatever the reason (OWASP ASVS 5.0, 6.3.8). A hash
        that is outdated becomes one of today's.
        """
        if account is None:
            self.passwords.hash(comparable_password(typed))  # costs what a comparison does
            note(Event.SIGN_IN_FAILED)
            raise InvalidCredentials
        if not self._is_password_of(account, typed) or account.disabled_at:
            note(Event.SIGN_IN_FAILED, account=account.id)
            raise InvalidCredentials
        return self._hashed_as_today(account, typed)

    def confirm(self, account: Account, typed: str) -> None:
        """Raises WrongPassword unless that is the account's."""
        if not self._is_password_of(account, typed):
            note(Event.PASSWORD_REFUSED, account=account.id)
            raise WrongPassword

    def _is_password_of(self, account: Account, typed: str) -> bool:
        adopted = is_adopted(account.password_hash)
        compared = typed[:LONGEST_TYPED] if adopted else comparable_password(typed)
        return self.passwords.matches(compared, account.password_hash)

    def _hashed_as_today(self, account: Account, typed: str) -> Account:
        if not self.passwords.is_outdated(account.password_hash):
            return account
        hashed = self.passwords.hash(comparable_password(typed))
        if self.accounts.rehash(account.id, account.password_hash, hashed):
            return replace(account, password_hash=hashed)
        return self.recognise(self._found_anew(account), typed)  # it was changed meanwhile

    def _found_anew(self, account: Account) -> Account | None:
        try:
            return self.accounts.get(account.id)
        except NoSuchAccount:
            return None
