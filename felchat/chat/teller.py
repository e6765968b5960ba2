"""What a page asks of whoever tells it something in the middle of something else."""

from collections.abc import Iterable
from typing import Protocol

from felchat.chat.steps import Step


class Teller(Protocol):
    """Whoever tells a page something in the middle of something else, and so waits for nobody."""

    @property
    def is_free(self) -> bool:
        """Whether the page can be told something just now."""
        ...

    def tell(self, steps: Iterable[Step]) -> None:
        """Tell it all of that. It is not free until everything got out: see Unfinished."""
        ...
