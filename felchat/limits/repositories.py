"""What the limits ask of whatever counts."""

from typing import Protocol

from felchat.limits.domain import Limit


class Windows(Protocol):
    """Counts for each limit and key what was taken within the window that ends now."""

    def take(self, limit: Limit, key: str) -> float:
        """Count one, unless the limit is reached: then the seconds until one more is allowed, else 0."""
        ...

    def wait(self, limit: Limit, key: str) -> float:
        """What `take` would return, without counting."""
        ...

    def give_back(self, limit: Limit, key: str) -> None:
        """Uncount the one that was counted last, if any is left."""
        ...

    def forget(self, limit: Limit, key: str) -> None:
        """Count anew from nothing."""
        ...
