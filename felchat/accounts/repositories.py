"""What accounts ask of storage, of the password hash, and of those who should know of a sign-out."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from felchat.accounts.domain import Account, Device, Registration, Session, Viewer
from felchat.accounts.preferences import Preferences

USE_NOTED_EVERY = timedelta(minutes=1)


class AccountRepository(Protocol):
    """Accounts, by id and by the key of their username. Raises StorageAway.

    Whatever changes an account raises NoSuchAccount when there is none with that id.
    """

    def add(self, registration: Registration) -> Account:
        """Keep a new account. Raises UsernameTaken or EmailTaken, also when two come at once."""
        ...

    def is_username_taken(self, key: str, skeleton: str | None = None) -> bool:
        """Whether a username has that key, or holds that skeleton."""
        ...

    def find_by_username(self, key: str) -> Account | None:
        """The account whose username has that key."""
        ...

    def get(self, account_id: int) -> Account:
        """The account with that id; raises NoSuchAccount, whatever the number."""
        ...

    def page(self, prefix: str, after: int, limit: int) -> Sequence[Account]:
        """Accounts whose username's key begins so, by id, those beyond `after`, at most `limit`."""
        ...

    def count(self, prefix: str) -> int:
        """How many accounts have a username whose key begins so."""
        ...

    def rename(self, account_id: int, username: str, key: str, skeleton: str | None = None) -> None:
        """Give the account another name. Raises UsernameTaken, also when two come at once."""
        ...

    def change_email(self, account_id: int, email: str, key: str) -> None:
        """Give the account another address. Raises EmailTaken, also when two come at once."""
        ...

    def change_password(self, account_id: int, password_hash: str) -> None: ...

    def prefer(self, account_id: int, preferences: Preferences) -> None: ...

    def disable(self, account_id: int, at: datetime | None) -> None:
        """Keep the account out since that time, or (None) let it in again."""
        ...

    def remove(self, account_id: int) -> None:
        """Remove the account and all that hangs on it: its name and its address are free.

        Its id is never given again. Removing it again is no error.
        """
        ...


class SessionRepository(Protocol):
    """Who is signed in. A session is known by the SHA-256 of its token. Raises StorageAway."""

    def open(self, account_id: int, token_hash: str, device: Device, at: datetime) -> Viewer:
        """Begin a session of that account."""
        ...

    def find(self, token_hash: str, at: datetime) -> Viewer | None:
        """Who looks through the session with that token, while it lasts and the account is not disabled.

        That it was used is noted, at most once a minute.
        """
        ...

    def of(self, account_id: int) -> Sequence[Session]:
        """The sessions of that account, the one used last first."""
        ...

    def end(self, account_id: int, session_id: int) -> None:
        """End that session of that account for good; ending it again is no error."""
        ...

    def end_all(self, account_id: int, but: int | None = None) -> Sequence[int]:
        """End the account's sessions, all or all but one. Returns the ids of those that ended."""
        ...


class PasswordHasher(Protocol):
    """A slow one-way function. It may take a quarter of a second, and holds up nobody else."""

    def hash(self, password: str) -> str: ...

    def matches(self, password: str, hashed: str) -> bool:
        """Whether that is the password; `hashed` may be an adopted one, too (see rules.ADOPTED)."""
        ...


class CommonPasswords(Protocol):
    """The passwords that attackers try first."""

    def __contains__(self, password: str) -> bool: ...


class Doorkeeper(Protocol):
    """Hears who goes and who comes, so that what is open can be closed."""

    def session_ended(self, person: int, session_id: int) -> None:
        """Close whatever is open in the name of that session."""
        ...

    def person_changed(self, person: int) -> None:
        """Look at the person anew, who by now is removed, disabled or enabled.

        Once it returns nothing goes by what was known of them before. Raises StorageAway.
        """
        ...

    def preferences_changed(self, person: int, others_too: bool) -> None:
        """Go by what they prefer by now, on what is open of theirs; and of others, if those see it."""
        ...


class Leaving(Protocol):
    """Wipes what somebody leaves behind elsewhere: before their account is removed, or when they ask."""

    def person_left(self, person: int) -> None:
        """Wipe it. It may be asked again, when that broke off; raises StorageAway."""
        ...


class Belongings(Protocol):
    """Knows what else Felchat holds of a person, for them to take along."""

    def of(self, person: int) -> Mapping[str, object]:
        """What it holds, under a name for each kind, as JSON can have it. Raises StorageAway."""
        ...
