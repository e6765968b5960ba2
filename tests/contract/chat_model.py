"""The chat as simple as it can be thought, to hold the real one against: a list, and a clock."""

from dataclasses import dataclass, field
from itertools import permutations

from felchat.chat.entries import Line, Wiped
from felchat.chat.message_id import MessageId

ALICE, BOB, MALLORY = EVERYBODY = 1, 2, 3
Pair = tuple[int, int]
PAIRS: list[Pair] = sorted(permutations(EVERYBODY, 2))


WIPED = "wiped"
"""By this, which is no nonce that is used, a line is known that tells of a wipe."""


@dataclass(frozen=True)
class Said:
    """A line that was stored: a message, or the word that one of the two wiped the conversation.

    Its id is the chat's, its number is its place in the list.
    """

    id: MessageId
    sender: int
    recipient: int
    body: str
    nonce: str
    at: int
    number: int = field(default=-1, compare=False)

    @property
    def is_message(self) -> bool:
        return self.nonce != WIPED

    def is_between(self, one: int, other: int) -> bool:
        return {self.sender, self.recipient} == {one, other}


def as_said(line: Line) -> Said:
    """What the chat gave, as the model would have kept it."""
    if isinstance(line, Wiped):
        return Said(line.id, line.by, line.conversation.other_than(line.by), "", WIPED, at=line.id.ms)
    return Said(line.id, line.sender, line.recipient, line.body, line.nonce, at=line.id.ms)


@dataclass
class ChatModel:
    """All that was ever said, and what of it is gone, who has blocked whom, and how far each has read.

    Times are in milliseconds.
    """

    retention: int
    now: int
    said: list[Said] = field(default_factory=list)
    gone: set[Said] = field(default_factory=set)
    blocks: set[tuple[int, int]] = field(default_factory=set)
    seen: dict[tuple[int, int], int] = field(default_factory=dict)

    def is_alive(self, said: Said) -> bool:
        return said not in self.gone and self.is_young(said)

    def is_young(self, said: Said) -> bool:
        return self.now - said.at < self.retention

    def ever_between(self, one: int, other: int) -> list[Said]:
        return [each for each in self.said if each.is_between(one, other)]

    def between(self, one: int, other: int) -> list[Said]:
        """What a fresh read of everything gives."""
        return [each for each in self.ever_between(one, other) if self.is_alive(each)]

    def kept_under(self, sender: int, recipient: int, nonce: str) -> Said | None:
        """The message that another one of the same nonce is, for its lifetime, be it gone before or not."""
        for each in self.ever_between(sender, recipient):
            if (each.sender, each.nonce) == (sender, nonce) and self.is_young(each):
                return each
        return None

    def keep(self, id_: MessageId, sender: int, recipient: int, body: str, nonce: str) -> Said:
        kept = Said(id_, sender, recipient, body, nonce, self.now, len(self.said))
        self.said.append(kept)
        self.read(sender, recipient, kept)
        return kept

    def take_back(self, said: Said) -> None:
        self.gone.add(said)
        self.read(said.sender, said.recipient, said)

    def wipe(self, id_: MessageId, by: int, other: int) -> Said:
        self.gone |= set(self.ever_between(by, other))
        wiped = Said(id_, by, other, "", WIPED, self.now, len(self.said))
        self.said.append(wiped)
        return wiped

    def messages(self, one: int, other: int) -> list[Said]:
        return [each for each in self.between(one, other) if each.is_message]

    def blockers(self, one: int, other: int) -> set[int]:
        return {blocker for blocker, blocked in self.blocks if {blocker, blocked} == {one, other}}

    def read(self, reader: int, other: int, last: Said) -> None:
        self.seen[reader, other] = max(last.number, self.seen.get((reader, other), -1))

    def unread(self, reader: int, other: int) -> int:
        seen = self.seen.get((reader, other), -1)
        return sum(each.sender == other and each.number > seen for each in self.messages(reader, other))

    def deaths(self) -> list[int]:
        """In how many milliseconds the living will be gone, one after the other."""
        return [each.at + self.retention - self.now for each in self.said if self.is_alive(each)]
