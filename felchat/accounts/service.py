"""Register, sign in, sign out, and tell who a session belongs to."""

import secrets
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
from felchat.accounts.registering import Registering
from felchat.accounts.repositories import (
    AccountRepository,
    CommonPasswords,
    Doorkeeper,
    PasswordHasher,
    SessionRepository,
)
from felchat.accounts.rules import (
    LONGEST_TYPED,
    comparable_password,
    hash_of,
    is_adopted,
    username_key,
    valid_username,
)
from felchat.domain import Clock
from felchat.security_log import Event, note

TOKEN_BYTES = 32
UNKNOWN = Device()


@dataclass(frozen=True)
class AccountService:
    """How a person comes in and goes out."""

    accounts: AccountRepository
    sessions: SessionRepository
    passwords: PasswordHasher
    common_passwords: CommonPasswords
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

        Raises InvalidCredentials, after the same work whether or not the username is known, and also
        when the account is disabled. A hash that was adopted with the account becomes one of ours.
        """
        comparable = comparable_password(password)
        try:
            account = self.find(username)
        except NoSuchAccount:
            self.passwords.hash(comparable)  # costs what a comparison does
            note(Event.SIGN_IN_FAILED)
            raise InvalidCredentials from None
        adopted = is_adopted(account.password_hash)
        compared = password[:LONGEST_TYPED] if adopted else comparable
        if not self.passwords.matches(compared, account.password_hash) or account.disabled_at:
            note(Event.SIGN_IN_FAILED, account=account.id)
            raise InvalidCredentials
        if adopted:
            self.accounts.change_password(account.id, self.passwords.hash(comparable))
        return account

    def sign_in(self, account: Account, device: Device = UNKNOWN) -> str:
        """Begin a session, and return its token, which only the person's browser keeps."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        opened = self.sessions.open(account.id, hash_of(token), device, self.clock())
        note(Event.SIGNED_IN, account=account.id, session=opened.session_id)
        return token

    def viewer(self, token: str) -> Viewer | None:
        """Who looks through the session with that token; None once it has ended. It counts as used."""
        return self.sessions.find(hash_of(token), self.clock())

    def account(self, account_id: int) -> Account:
        """The account with that id, for its owner and the operator to see. Raises NoSuchAccount."""
        return self.accounts.get(account_id)

    def find(self, username: str) -> Account:
        """The account with that username, in whatever capitals. Raises NoSuchAccount."""
        with suppress(InvalidUsername):
            if found := self.accounts.find_by_username(username_key(valid_username(username))):
                return found
        raise NoSuchAccount

    def sign_out(self, account_id: int, session_id: int) -> None:
        """End that session of the account, and whatever is open in its name."""
        self.sessions.end(account_id, session_id)
        note(Event.SIGNED_OUT, account=account_id, session=session_id)
        self.doorkeeper.session_ended(account_id, session_id)
