"""What accounts ask of storage, of the password hash, and of those who should know of a sign-out.

session_repository.py and token_repository.py have the rest.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from felchat.accounts.domain import Account, Registration
from felchat.accounts.preferences import Preferences


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

    def rehash(self, account_id: int, before: str, after: str) -> bool:
        """Keep another hash of the same password, if the one from before is still there. Whether it was."""
        ...

    def prefer(self, account_id: int, preferences: Preferences) -> None: ...

    def disable(self, account_id: int, at: datetime | None) -> None:
        """Keep the account out since that time, or (None) let it in again."""
        ...

    def remove(self, account_id: int) -> None:
        """Remove the account and all that hangs on it: its name and its address are free.

        Its id is never given again. Removing it again is no error.
        """
        ...


class PasswordHasher(Protocol):
    """A slow one-way function, of a quarter of a second. It holds up nobody else. Raises TooBusy."""

    def hash(self, password: str) -> str: ...

    def matches(self, password: str, hashed: str) -> bool:
        """Whether that is the password; `hashed` may be an adopted one, too (see rules.ADOPTED).

        It costs what hashing does, however little the hash once cost.
        """
        ...

    def is_outdated(self, hashed: str) -> bool:
        """Whether to hash the password anew once it is typed: it was adopted, or costs less than is set."""
        ...


class CommonPasswords(Protocol):
    """The passwords that attackers try first."""

    def __contains__(self, password: str) -> bool: ...


class Doorkeeper(Protocol):
    """Hears who goes and who comes, so that what is open can be closed."""

    def session_ended(self, person: int, session_id: int) -> None:
        """Close whatever is open in the name of that session."""
        ...

    def session_renewed(self, person: int, session_id: int) -> None:
        """Let whatever is open in the name of that session show its new token, or be closed."""
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
