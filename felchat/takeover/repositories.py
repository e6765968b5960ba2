"""What taking over asks of the old database and of this one."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from felchat.accounts.domain import Registration
from felchat.takeover.domain import OldFelchat, Present


class OldHouse(Protocol):
    """The database of a FelchatV2. It is only read."""

    def read(self, url: str) -> OldFelchat:
        """All of it. Raises NotFelchatV2, and StorageAway when it does not answer."""
        ...


class NewHouse(Protocol):
    """Where the people come in. Raises StorageAway."""

    def present(self) -> Present:
        """Who is here already."""
        ...

    def let_in(
        self, newcomers: Sequence[tuple[str, Registration]], blocks: Iterable[tuple[str, str]]
    ) -> None:
        """Keep all of them under their origins, and the blocks between origins: all or nothing.

        Raises TakenMeanwhile.
        """
        ...
