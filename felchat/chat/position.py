"""How far a page has been shown its conversation."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from felchat.chat.domain import Conversation, Message
from felchat.chat.entries import Entry, TakenBack, messages_in, taken_back_in, wipe_in
from felchat.chat.message_id import MessageId
from felchat.chat.repositories import MessageRepository
from felchat.chat.steps import Outlived, Shown

PAGE = 100
FIRST_FEW = 10
"""Entries among which the oldest line is looked for; there are others only where much was taken back."""
MOST_OWN = 100
CUT_EVERY = 100
"""After so many messages one is remembered, where a page may be cut that grows long; CUTS of them at most."""
CUTS = 3


@dataclass
class Position:
    """The last entry that a page of the viewer's was shown; None: it shows none that counts."""

    viewer: int
    last: MessageId | None = None
    read: MessageId | None = None
    """The last of them that is kept as read."""
    _last_message: Message | None = None
    _shown: int = 0
    _oldest: MessageId | None = None
    _cuts: deque[MessageId] = field(default_factory=lambda: deque(maxlen=CUTS))
    _own: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_OWN))
    _kept: dict[str, MessageId] = field(default_factory=dict)
    """By their nonces, what the store has from this page and the page was not shown yet."""

    def has_reached(self, entry: MessageId) -> bool:
        """Whether that entry was shown, or a later one."""
        return self.last is not None and entry <= self.last

    def can_be_read(self, message: MessageId) -> bool:
        """Whether the viewer can have seen that message on the page, and it is not kept as read yet."""
        return self.has_reached(message) and message != self.read

    def show(self, entries: Sequence[Entry], anew: bool) -> Shown:
        """The step that shows the entries, the position being then that of the last of them.

        Nothing stands before a wipe: whatever the page has shown so far is gone.
        """
        anew = anew or wipe_in(entries) is not None
        before, said = self._last_message, messages_in(entries)
        if anew or (before and before.id in taken_back_in(entries)):
            before = None
        forgotten = self._forgotten(entries[0].id) if anew else ()
        if anew:
            self._oldest = oldest_line(entries)
        self._last_message = said[-1] if said else before
        self.last = entries[-1].id
        for own in (each.nonce for each in said if each.sender == self.viewer):
            self._own.append(own)
            self._kept.pop(own, None)
        return Shown(entries, anew, before, self._place_to_cut(said), forgotten)

    def catch_up(self, messages: MessageRepository, conversation: Conversation) -> Iterator[Shown]:
        """What the store has beyond the position, page by page at the reader's pace. Raises StorageAway."""
        found = self._beyond(messages, conversation)
        is_lost = found is None
        if found is None:
            self.last = None
            found = messages.after(conversation, None, PAGE)
        while found:
            yield self.show(found, anew=self.last is None)
            is_lost = False
            if len(found) < PAGE:
                return
            found = messages.after(conversation, self.last, PAGE)
        if is_lost:
            yield Shown([], anew=True, forgotten=self._forgotten(None))

    def outlived(self, messages: MessageRepository, conversation: Conversation) -> Iterator[Outlived]:
        """What the page may show still and the store has no more, if that has changed. Raises StorageAway."""
        oldest = oldest_line(messages.after(conversation, None, FIRST_FEW))
        if oldest and oldest != self._oldest:
            self._oldest = oldest
            yield Outlived(oldest)

    def has_shown(self, nonce: str) -> bool:
        """Whether the viewer's own message with that nonce was among the last that were shown."""
        return nonce in self._own

    def keeps(self, message: Message) -> None:
        """The store has that from this page, and will have it shown, if it was not already."""
        if not self.has_shown(message.nonce):
            self._kept[message.nonce] = message.id

    def _forgotten(self, oldest: MessageId | None) -> Sequence[str]:
        """The nonces of what was kept before all that the store has now, and was not shown."""
        gone = [nonce for nonce, each in list(self._kept.items()) if oldest is None or each < oldest]
        for nonce in gone:
            del self._kept[nonce]
        return tuple(gone)

    def _place_to_cut(self, said: Sequence[Message]) -> MessageId | None:
        """Count what is shown; each time that makes the page long, the message comes back to cut it at."""
        before, self._shown = self._shown, self._shown + len(said)
        if before // CUT_EVERY == self._shown // CUT_EVERY:
            return None
        self._cuts.append(said[-1].id)
        return self._cuts[0] if len(self._cuts) == CUTS else None

    def _beyond(self, messages: MessageRepository, conversation: Conversation) -> Sequence[Entry] | None:
        """What the store has after the last entry; None if it has neither that nor word of its withdrawal.

        Then what the page shows is gone, too: that entry has expired, or the store was wiped, lost its
        memory, or set back its clock.
        """
        if self.last is None:
            return messages.after(conversation, None, PAGE)
        found = messages.after(conversation, self.last.just_before(), 1 + PAGE)
        if found and found[0].id == self.last:
            self._last_message = found[0] if isinstance(found[0], Message) else self._last_message
            return found[1:]
        return found[:PAGE] if self.last in taken_back_in(found) else None


def oldest_line(entries: Sequence[Entry]) -> MessageId | None:
    return next((each.id for each in entries if not isinstance(each, TakenBack)), None)
