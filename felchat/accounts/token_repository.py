"""What personal tokens ask of storage."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from felchat.accounts.api_token import ApiToken, NewToken


class TokenRepository(Protocol):
    """Personal tokens. One is known by the SHA-256 of what its program keeps, and ends with its account.

    Raises StorageAway.
    """

    def add(self, wish: NewToken, token_hash: str) -> ApiToken: ...

    def find(self, token_hash: str) -> ApiToken | None:
        """The token with that hash, while it lasts and unless its account is disabled."""
        ...

    def of(self, account_id: int) -> Sequence[ApiToken]:
        """All the tokens of that account, the newest first."""
        ...

    def used(self, token_id: int, at: datetime) -> None:
        """Note when a token was last used; one that ended meanwhile stays ended."""
        ...

    def end(self, token_id: int) -> None:
        """End a token for good; ending it again is no error."""
        ...
