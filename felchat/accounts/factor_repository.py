"""What second factors ask of storage."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from felchat.accounts.factor import Factor


class FactorRepository(Protocol):
    """The second factor of an account, if it has one. It ends with its account. Raises StorageAway.

    Each call is one step, however many come at once. Recovery codes are known by their SHA-256.
    """

    def of(self, account_id: int) -> Factor | None: ...

    def add(self, account_id: int, factor: Factor, code_hashes: Sequence[str]) -> bool:
        """Give the account its factor; False when it has one already, which then stays."""
        ...

    def count_try(self, account_id: int, at: datetime) -> bool:
        """Count one more code as wrong, until one is accepted. Whether it may be tried.

        TRIES in a row may, and then one every PAUSE. What may not be tried does not count.
        """
        ...

    def accept(self, account_id: int, step: int) -> bool:
        """Take the code of that step, if it is later than any before; from then on none is wrong so far."""
        ...

    def spend(self, account_id: int, code_hash: str) -> bool:
        """Use that recovery code up. Whether it was there."""
        ...

    def replace_codes(self, account_id: int, code_hashes: Sequence[str]) -> bool:
        """Put these recovery codes in the place of all before. Whether the account has a factor."""
        ...

    def remove(self, account_id: int) -> bool:
        """Take the factor away, with its recovery codes. Whether there was one."""
        ...
