"""What accounts ask of what keeps sessions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from felchat.accounts.domain import Device, Session, Viewer

USE_NOTED_EVERY = timedelta(minutes=1)


class SessionRepository(Protocol):
    """Who is signed in. A session is known by the SHA-256 of its token. Raises StorageAway.

    Whatever is asked at some time, sessions whose time had run out by then (see Lifetimes) are not there.
    """

    def open(
        self, account_id: int, token_hash: str, device: Device, at: datetime, remembered: bool = False
    ) -> Viewer:
        """Begin a session of that account."""
        ...

    def find(self, token_hash: str, at: datetime) -> Viewer | None:
        """Who looks through the session with that token, while it lasts and the account is not disabled.

        That it was used is noted, at most once a minute.
        """
        ...

    def renew(self, account_id: int, session_id: int, token_hash: str) -> None:
        """Know that session of that account by another token from now on, and no more by the one before."""
        ...

    def of(self, account_id: int, at: datetime) -> Sequence[Session]:
        """The sessions of that account, the one used last first."""
        ...

    def end(self, account_id: int, session_id: int) -> None:
        """End that session of that account for good; ending it again is no error."""
        ...

    def end_all(self, account_id: int, but: int | None = None) -> Sequence[int]:
        """End the account's sessions, all or all but one. Returns the ids of those that ended."""
        ...

    def purge(self, at: datetime) -> None:
        """Forget the sessions whose time has run out."""
        ...
