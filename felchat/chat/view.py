"""A conversation as one of the two sees it: the facts that its templates are given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from flask_babel import gettext

from felchat.chat.domain import Message, Standing
from felchat.chat.entries import Wiped
from felchat.chat.message_id import MessageId
from felchat.people.domain import Person
from felchat.times import day_of_minute
from felchat.tongue import Tongue

A_MINUTE = 60_000
"""Milliseconds."""


@dataclass(frozen=True)
class View:
    """One viewer's side of a conversation."""

    viewer_id: int
    other: Person
    retention_ms: int
    now: Callable[[], float]
    reader: Tongue
    """By whose clock, and in whose language."""

    def is_mine(self, message: Message) -> bool:
        return message.sender == self.viewer_id

    def has_blocked(self, standing: Standing) -> bool:
        return self.viewer_id in standing.blockers

    def is_blocked(self, standing: Standing) -> bool:
        return self.other.id in standing.blockers

    def author(self, message: Message) -> str:
        return gettext("You") if self.is_mine(message) else self.other.username

    def day(self, message: MessageId) -> date:
        """On which day the message was said, where the viewer is."""
        return day_of_minute(message.ms // A_MINUTE, self.reader)

    def today(self) -> date:
        return day_of_minute(int(self.now() // 60), self.reader)

    def follows(self, message: Message, before: Message | None) -> bool:
        """Whether the message goes on where that one left off: the same sender, in the same minute."""
        return (
            before is not None
            and before.sender == message.sender
            and before.id.ms // A_MINUTE == message.id.ms // A_MINUTE
        )

    def begins_day(self, message: Message, before: Message | None) -> bool:
        """Whether the message is of another day than that one; of another than today, if none is known."""
        return self.day(message.id) != (self.day(before.id) if before else self.today())

    def ends_what_was_read(
        self, message: MessageId, following: MessageId | None, read: MessageId | None
    ) -> bool:
        """Whether the other has seen that message, and not the one that follows."""
        return read is not None and message <= read and (following is None or following > read)

    def has_wiped(self, wiped: Wiped) -> bool:
        return wiped.by == self.viewer_id

    def ms_left(self, line: MessageId) -> int:
        """How long the line of that id has still to live, in milliseconds."""
        left = line.ms + self.retention_ms - int(self.now() * 1000)
        return min(max(0, left), self.retention_ms)

    def seconds_left(self, message: Message) -> str:
        """The same in seconds, as powers of two: the stylesheet knows those, and adds them up."""
        return powers_of_two(-(-self.ms_left(message.id) // 1000))


@lru_cache(4096)
def powers_of_two(number: int) -> str:
    """Those that add up to it."""
    return " ".join(str(1 << bit) for bit in range(number.bit_length()) if number >> bit & 1)
