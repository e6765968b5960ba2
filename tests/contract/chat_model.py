"""The chat as simple as it can be thought, to hold the real one against: a list, and a clock."""

from dataclasses import dataclass, field
from itertools import permutations

from felchat.chat.domain import Message
from felchat.chat.message_id import MessageId

ALICE, BOB, MALLORY = EVERYBODY = 1, 2, 3
Pair = tuple[int, int]
PAIRS: list[Pair] = sorted(permutations(EVERYBODY, 2))


@dataclass(frozen=True)
class Said:
    """A message that was stored. Its id is the chat's, its number is its place in the list."""

    id: MessageId
    sender: int
    recipient: int
    body: str
    nonce: str
    at: int
    number: int = field(default=-1, compare=False)

    def is_between(self, one: int, other: int) -> bool:
        return {self.sender, self.recipient} == {one, other}


def as_said(message: Message) -> Said:
    """What the chat gave, as the model would have kept it."""
    return Said(message.id, message.sender, message.recipient, message.body, message.nonce, at=message.id.ms)


@dataclass
class ChatModel:
    """All that was ever said, who has blocked whom, and how far each has read. Times in milliseconds."""

    retention: int
    now: int
    said: list[Said] = field(default_factory=list)
    blocks: set[tuple[int, int]] = field(default_factory=set)
    seen: dict[tuple[int, int], int] = field(default_factory=dict)

    def is_alive(self, said: Said) -> bool:
        return self.now - said.at < self.retention

    def ever_between(self, one: int, other: int) -> list[Said]:
        return [each for each in self.said if each.is_between(one, other)]

    def between(self, one: int, other: int) -> list[Said]:
        """What a fresh read of everything gives."""
        return [each for each in self.ever_between(one, other) if self.is_alive(each)]

    def kept_under(self, sender: int, recipient: int, nonce: str) -> Said | None:
        """The living message that another one of the same nonce is."""
        for each in self.between(sender, recipient):
            if (each.sender, each.nonce) == (sender, nonce):
                return each
        return None

    def keep(self, id_: MessageId, sender: int, recipient: int, body: str, nonce: str) -> Said:
        kept = Said(id_, sender, recipient, body, nonce, self.now, len(self.said))
        self.said.append(kept)
        self.read(sender, recipient, kept)
        return kept

    def blockers(self, one: int, other: int) -> set[int]:
        return {blocker for blocker, blocked in self.blocks if {blocker, blocked} == {one, other}}

    def read(self, reader: int, other: int, last: Said) -> None:
        self.seen[reader, other] = max(last.number, self.seen.get((reader, other), -1))

    def unread(self, reader: int, other: int) -> int:
        seen = self.seen.get((reader, other), -1)
        return sum(each.sender == other and each.number > seen for each in self.between(reader, other))

    def deaths(self) -> list[int]:
        """In how many milliseconds the living will be gone, one after the other."""
        return [each.at + self.retention - self.now for each in self.said if self.is_alive(each)]
