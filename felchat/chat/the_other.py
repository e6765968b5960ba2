"""What one open page of a conversation has been told of the other person."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from felchat.chat.domain import Standing
from felchat.chat.message_id import MessageId
from felchat.chat.steps import SeenUpTo


@dataclass
class TheOther:
    """How the two stand, as far as the page knows, and up to where it shows that the other has seen it."""

    standing: Standing | None = None
    _shown: MessageId | None = None

    def stands(self, standing: Standing) -> Iterator[Standing]:
        """What the page is to be told when the two stand so: nothing, if it has been told."""
        if standing != self.standing:
            self.standing = standing
            yield standing

    def has_seen(self, last: MessageId) -> Iterator[SeenUpTo]:
        """What the page is to be told when the other has just seen that message."""
        if self.standing and self.standing.can_show_read(last):
            self.standing = replace(self.standing, read=last)
        yield from self.saw()

    def saw(self) -> Iterator[SeenUpTo]:
        """How far the other has seen, if that is to be shown and is not shown yet."""
        read = self.standing.read if self.standing else None
        if read and read != self._shown:
            self._shown = read
            yield SeenUpTo(read)

    def may_be_told_of_typing(self) -> bool:
        """Whether each of the two is shown that the other is typing."""
        return self.standing is not None and self.standing.shows_typing

    def page_begins_anew(self) -> None:
        """Nothing is left of what the page showed."""
        self._shown = None
