"""What accounts ask of storage, of the password hash, and of those who should know of a sign-out."""

from typing import Protocol

from felchat.accounts.domain import Account, Registration, Viewer


class AccountRepository(Protocol):
    """Accounts, by id and by the key of their username. Raises StorageAway."""

    def add(self, registration: Registration) -> Account:
        """Keep a new account. Raises UsernameTaken or EmailTaken, also when two come at once."""
        ...

    def is_username_taken(self, key: str) -> bool: ...

    def is_email_taken(self, key: str) -> bool: ...

    def find_by_username(self, key: str) -> Account | None:
        """The account whose username has that key."""
        ...


class SessionRepository(Protocol):
    """Who is signed in. A session is known by the SHA-256 of its token. Raises StorageAway."""

    def open(self, account_id: int, token_hash: str) -> Viewer:
        """Begin a session of that account."""
        ...

    def find(self, token_hash: str) -> Viewer | None:
        """Who looks through the session with that token, while it lasts."""
        ...

    def end(self, session_id: int) -> None:
        """End a session for good; ending it again is no error."""
        ...


class PasswordHasher(Protocol):
    """A slow one-way function. It may take a quarter of a second, and holds up nobody else."""

    def hash(self, password: str) -> str: ...

    def matches(self, password: str, hashed: str) -> bool: ...


class CommonPasswords(Protocol):
    """The passwords that attackers try first."""

    def __contains__(self, password: str) -> bool: ...


class Doorkeeper(Protocol):
    """Hears that a session ended, so that whatever is open in its name can be closed."""

    def session_ended(self, person: int, session_id: int) -> None: ...
