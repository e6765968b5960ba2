"""What a message is known by."""

import re
from datetime import UTC, datetime
from typing import NamedTuple, Self

LAST_SEQ = 2**64 - 1
"""Redis counts so far within a millisecond."""
ID_PATTERN = re.compile(r"([0-9]{1,14})-([0-9]{1,15})")
"""So many digits of milliseconds reach to the year 5138, and Python's dates to 9999."""


class MessageId(NamedTuple):
    """The identity, order, birth time and DOM id of a message: the id of its entry in the stream.

    `ms` are milliseconds since 1970 by the store's clock, `seq` counts within one of them.
    """

    ms: int
    seq: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The id that a page or a client wrote, or None when it is not one."""
        match = ID_PATTERN.fullmatch(text)
        return cls(int(match[1]), int(match[2])) if match else None

    @property
    def born_at(self) -> datetime:
        return datetime.fromtimestamp(self.ms / 1000, UTC)

    def just_before(self) -> "MessageId":
        """The greatest id below this one; of the very first, itself."""
        if self.seq:
            return MessageId(self.ms, self.seq - 1)
        return MessageId(self.ms - 1, LAST_SEQ) if self.ms else self

    def __str__(self) -> str:
        return f"{self.ms}-{self.seq}"
