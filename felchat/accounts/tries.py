"""Guessing passwords: slowed down, more with each wrong one, for whoever guesses and for nobody else."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from felchat.accounts.domain import InvalidUsername
from felchat.accounts.rules import username_key, valid_username
from felchat.domain import StorageAway, TooBusy
from felchat.limits.rules import KNOWN_HERE, TRIES, TRIES_FROM_AN_ADDRESS, TRIES_OF_A_NAME
from felchat.limits.service import Asked, LimitService

SIGNED_IN = "signed in"
"""In place of the address of whoever is asked for their password again."""

Place = tuple[str, str]
"""A name, and the address where it is tried."""


@dataclass(frozen=True)
class Tries:
    """Passwords tried, for names that there are and for names that there are not alike."""

    limits: LimitService

    @contextmanager
    def of(self, username: str, address: str) -> Iterator[None]:
        """Try a password for that name inside the block. Raises TooMany.

        It counts before it is looked at, so that a hundred at once are no way around; a right one ends
        the count. When it could not be looked at (TooBusy, StorageAway), it was no guess at the name, but it
        counts for the address.
        """
        name = comparable(username)
        here = name, address
        with self._counted(here, *self._elsewhere(here), also=[(TRIES_FROM_AN_ADDRESS, address)]):
            yield
        self.at_home(username, address)

    def at_home(self, username: str, address: str) -> None:
        """Whoever has that name has been let in at that address."""
        self.limits.count(KNOWN_HERE, (comparable(username), address))

    @contextmanager
    def again(self, username: str) -> Iterator[None]:
        """Try the password of who is signed in inside the block, as above. Raises TooMany."""
        with self._counted((comparable(username), SIGNED_IN)):
            yield

    def _elsewhere(self, here: Place) -> Sequence[Asked]:
        """What is counted of the name wherever it is tried; not where it is at home."""
        name, _address = here
        return () if self.limits.is_reached(KNOWN_HERE, here) else ((TRIES_OF_A_NAME, name),)

    @contextmanager
    def _counted(self, here: Place, *elsewhere: Asked, also: Sequence[Asked] = ()) -> Iterator[None]:
        tries = [(limit, here) for limit in TRIES]
        self.limits.take(*tries, *elsewhere, *also)
        try:
            yield
        except (TooBusy, StorageAway):
            self.limits.give_back(*tries, *elsewhere)
            raise
        self.limits.forget(*tries)


def comparable(username: str) -> str:
    """What is counted as one name; all that can be none are one."""
    try:
        return username_key(valid_username(username))
    except InvalidUsername:
        return ""
