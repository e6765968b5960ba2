"""Messages in this process's memory, lost when it ends."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock

from felchat.chat.domain import Blocked, Composed, Conversation, Message, Withdrawn
from felchat.chat.entries import Entry, Line, TakenBack, messages_in
from felchat.chat.events import MessageSent
from felchat.chat.mailroom import Mailroom
from felchat.chat.message_id import MessageId
from felchat.chat.repositories import Receipt
from felchat.domain import Clock
from felchat.limits.domain import Budget
from felchat.people.domain import Terms

Said = tuple[Conversation, int, str]
"""Where something was said, by whom, and by which nonce."""


@dataclass
class InMemoryMessageRepository:
    """See MessageRepository. A message dies `retention_ms` milliseconds after it was said."""

    mailroom: Mailroom
    clock: Clock
    retention_ms: int
    terms: Callable[[int, int], Terms]
    budget: Budget | None = None
    _entries: dict[Conversation, list[Entry]] = field(default_factory=dict)
    _last_ids: dict[Conversation, MessageId] = field(default_factory=dict)
    _said: dict[Said, MessageId] = field(default_factory=dict)
    """By which nonce what was said, for its lifetime, also when it is gone before."""
    _budgets: dict[int, float] = field(default_factory=dict)
    """When the budget of each person is whole again."""
    _lock: RLock = field(default_factory=RLock)

    def add(self, composed: Composed) -> Receipt:
        conversation, sender, nonce = composed.conversation, composed.sender, composed.nonce
        with self.changing(conversation) as entries:
            if known := self._said.get((conversation, sender, nonce)):
                return Receipt(kept_under(known, entries), repeated=True)
            if by := self.terms(*conversation.people).blockers:
                raise Blocked(by)
            self._spend(sender)
            previous = entries[-1].id if entries else None
            message = Message(self.next_id(conversation), conversation, sender, composed.body, nonce)
            entries.append(message)
            self._said[conversation, sender, nonce] = message.id
            self.mailroom.deliver(MessageSent(message, previous), *conversation.people)
            return Receipt(message, repeated=False, first=previous is None)

    @contextmanager
    def blocks_changing(self, _conversation: Conversation) -> Iterator[None]:
        yield
        self._wait_for_what_is_being_added()

    def person_changed(self, _person: int) -> None:
        self._wait_for_what_is_being_added()

    def latest(self, conversation: Conversation, limit: int) -> Sequence[Line]:
        return self._lines(conversation)[-limit:]

    def before(self, conversation: Conversation, before: MessageId, limit: int) -> Sequence[Line]:
        return [each for each in self._lines(conversation) if each.id < before][-limit:]

    def after(self, conversation: Conversation, after: MessageId | None, limit: int) -> Sequence[Entry]:
        with self.changing(conversation) as entries:
            return [each for each in entries if after is None or each.id > after][:limit]

    def now(self) -> float:
        return self.clock().timestamp()

    def living(self) -> Mapping[Conversation, Sequence[Message]]:
        """Every conversation with a living message, and its messages, oldest first."""
        with self._lock:
            self._forget_the_dead()
            found = {conversation: messages_in(entries) for conversation, entries in self._entries.items()}
            return {conversation: messages for conversation, messages in found.items() if messages}

    def said_by(self, conversation: Conversation, sender: int) -> set[str]:
        """The nonces of what that person said there, be it gone before its time or not."""
        with self._lock:
            self._forget_the_dead()
            return {nonce for where, who, nonce in self._said if (where, who) == (conversation, sender)}

    def forget(self, conversation: Conversation) -> None:
        """Forget all that stands there."""
        with self._lock:
            self._entries.pop(conversation, None)

    @contextmanager
    def changing(self, conversation: Conversation) -> Iterator[list[Entry]]:
        """What lives there, oldest first, to be changed in place while nobody else does."""
        with self._lock:
            self._forget_the_dead()
            yield self._entries.setdefault(conversation, [])

    def next_id(self, conversation: Conversation) -> MessageId:
        """The id of what comes next there; none is given twice."""
        first, last = MessageId(self._now_ms(), 0), self._last_ids.get(conversation)
        found = first if last is None or first > last else MessageId(last.ms, last.seq + 1)
        self._last_ids[conversation] = found
        return found

    def _spend(self, sender: int) -> None:
        if self.budget:
            now = self.now()
            self._budgets = {person: at for person, at in self._budgets.items() if at > now}
            self._budgets[sender] = self.budget.spent(self._budgets.get(sender, now), now)

    def _wait_for_what_is_being_added(self) -> None:
        with self._lock:
            pass  # whatever was added by what was known before is kept now, and no more comes

    def _lines(self, conversation: Conversation) -> list[Line]:
        with self.changing(conversation) as entries:
            return [each for each in entries if not isinstance(each, TakenBack)]

    def _forget_the_dead(self) -> None:
        oldest = MessageId(self._now_ms() - self.retention_ms + 1, 0)
        for conversation, entries in list(self._entries.items()):
            if not entries or entries[-1].id < oldest:
                del self._entries[conversation]
            elif entries[0].id < oldest:
                self._entries[conversation] = [each for each in entries if each.id >= oldest]
        self._said = {said: each for said, each in self._said.items() if each >= oldest}
        self._last_ids = {where: last for where, last in self._last_ids.items() if last >= oldest}

    def _now_ms(self) -> int:
        return int(self.clock().timestamp() * 1000)


def kept_under(known: MessageId, entries: Sequence[Entry]) -> Message:
    """The message of that id, which was said. Raises Withdrawn when it is there no more."""
    for each in entries:
        if each.id == known and isinstance(each, Message):
            return each
    raise Withdrawn
