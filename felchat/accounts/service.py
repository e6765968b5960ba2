"""Register, sign in, sign out, and tell who a session belongs to."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from felchat.accounts.domain import (
    Account,
    Device,
    EmailTaken,
    InvalidCredentials,
    InvalidUsername,
    NoSuchAccount,
    NotRegistered,
    Registration,
    UsernameTaken,
    Viewer,
)
from felchat.accounts.factors import SecondFactors
from felchat.accounts.recognition import Recognition
from felchat.accounts.registering import Registering
from felchat.accounts.repositories import AccountRepository, CommonPasswords, Doorkeeper, PasswordHasher
from felchat.accounts.rules import hash_of, new_token, username_key, valid_username
from felchat.accounts.session_repository import SessionRepository
from felchat.domain import Clock
from felchat.logs.security import Event, note

UNKNOWN = Device()


@dataclass(frozen=True)
class AccountService:
    """How a person comes in and goes out."""

    accounts: AccountRepository
    sessions: SessionRepository
    passwords: PasswordHasher
    common_passwords: CommonPasswords
    factors: SecondFactors
    doorkeeper: Doorkeeper
    clock: Clock

    def register(self, username: str, email: str, password: str) -> Account:
        """Open an account. Raises NotRegistered, which names every field that is wrong."""
        return self.admit(self.accounts.add, username, email, password)

    def admit(
        self, keep: Callable[[Registration], Account], username: str, email: str, password: str
    ) -> Account:
        """Open an account by what keeps it, and may refuse it, too. Raises NotRegistered."""
        door = Registering(self.accounts, self.passwords, self.common_passwords, self.clock)
        wish = door.wish(username, email, password)
        try:
            account = keep(wish)
        except (UsernameTaken, EmailTaken) as taken:
            raise NotRegistered({"email" if isinstance(taken, EmailTaken) else "username": taken}) from taken
        note(Event.REGISTERED, account=account.id)
        return account

    def recognise(self, username: str, password: str) -> Account:
        """Whose username and password these are.

        Raises InvalidCredentials, which does not tell why, or TooBusy.
        """
        return Recognition(self.accounts, self.passwords).recognise(self._named(username), password)

    def confirm(self, account_id: int, password: str, code: str = "") -> None:
        """Make sure that it is still the person whose account it is; with a second factor by a code, too.

        Raises WrongPassword, TooBusy or CodeRefused.
        """
        Recognition(self.accounts, self.passwords).confirm(self.accounts.get(account_id), password)
        self.factors.confirm(account_id, code)

    def sign_in(
        self, account: Account, device: Device = UNKNOWN, remembered: bool = False, code: str = ""
    ) -> str:
        """Begin a session, and return its token, which only the person's browser keeps.

        Raises CodeRefused where there is a second factor, unless the code is right. There is no other way
        to a session.
        Raises InvalidCredentials if the password or the factor is another by now than when it was asked
        for: whoever changed it has ended all sessions, and does not see this one.
        """
        salt = self._salt(account.id)
        self.factors.confirm(account.id, code)
        token = new_token()
        viewer = self.sessions.open(account.id, hash_of(token), device, self.clock(), remembered)
        now = self.accounts.get(account.id).password_hash, self._salt(account.id)
        if now != (account.password_hash, salt):
            self.sessions.end(account.id, viewer.session_id)
            raise InvalidCredentials
        note(Event.SIGNED_IN, account=account.id, session=viewer.session_id)
        return token

    def mark(self, account: Account) -> str:
        """What stays the same until the account has another password or factor, or a code was accepted."""
        factor = self.factors.of(account.id)
        of_it = (factor.salt, factor.last_step, factor.codes_left) if factor else ()
        return hash_of(f"{account.password_hash} {of_it}")

    def renew(self, viewer: Viewer) -> str:
        """Give the viewer's session another token, and return it: whoever knew the one before is out."""
        token = new_token()
        self.sessions.renew(viewer.id, viewer.session_id, hash_of(token))
        self.doorkeeper.session_renewed(viewer.id, viewer.session_id)
        return token

    def viewer(self, token: str) -> Viewer | None:
        """Who looks through the session with that token; None once it has ended. It counts as used."""
        return self.sessions.find(hash_of(token), self.clock())

    def account(self, account_id: int) -> Account:
        """The account with that id, for its owner and the operator to see. Raises NoSuchAccount."""
        return self.accounts.get(account_id)

    def find(self, username: str) -> Account:
        """The account with that username, in whatever capitals. Raises NoSuchAccount."""
        if found := self._named(username):
            return found
        raise NoSuchAccount

    def sign_out(self, account_id: int, session_id: int) -> None:
        """End that session of the account, and whatever is open in its name."""
        self.sessions.end(account_id, session_id)
        note(Event.SIGNED_OUT, account=account_id, session=session_id)
        self.doorkeeper.session_ended(account_id, session_id)

    def _salt(self, account_id: int) -> str | None:
        factor = self.factors.of(account_id)
        return factor.salt if factor else None

    def _named(self, username: str) -> Account | None:
        with suppress(InvalidUsername):
            return self.accounts.find_by_username(username_key(valid_username(username)))
        return None
