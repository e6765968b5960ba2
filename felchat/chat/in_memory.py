"""Messages in this process's memory, lost when it ends."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock

from felchat.chat.domain import Blocked, Composed, Conversation, Message
from felchat.chat.events import MessageSent
from felchat.chat.message_id import MessageId
from felchat.chat.repositories import Mailroom, Receipt
from felchat.domain import Clock


@dataclass
class InMemoryMessageRepository:
    """See MessageRepository. A message dies `retention_ms` milliseconds after it was said."""

    mailroom: Mailroom
    clock: Clock
    retention_ms: int
    blockers: Callable[[int, int], frozenset[int]]
    _messages: dict[Conversation, list[Message]] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def add(self, composed: Composed) -> Receipt:
        with self._lock:
            living = self._living(composed.conversation)
            for said in living:
                if (said.sender, said.nonce) == (composed.sender, composed.nonce):
                    return Receipt(said, repeated=True)
            if by := self.blockers(*composed.conversation.people):
                raise Blocked(by)
            previous = living[-1].id if living else None
            message = Message(
                self._id_after(previous),
                composed.conversation,
                composed.sender,
                composed.body,
                composed.nonce,
            )
            self._messages[composed.conversation] = [*living, message]
            self.mailroom.deliver(MessageSent(message, previous), *composed.conversation.people)
            return Receipt(message, repeated=False)

    @contextmanager
    def blocks_changing(self, _conversation: Conversation) -> Iterator[None]:
        yield
        self._wait_for_what_is_being_added()

    def person_changed(self, _person: int) -> None:
        self._wait_for_what_is_being_added()

    def latest(self, conversation: Conversation, limit: int) -> Sequence[Message]:
        return self._living(conversation)[-limit:]

    def before(self, conversation: Conversation, before: MessageId, limit: int) -> Sequence[Message]:
        return [each for each in self._living(conversation) if each.id < before][-limit:]

    def after(self, conversation: Conversation, after: MessageId | None, limit: int) -> Sequence[Message]:
        newer = [each for each in self._living(conversation) if after is None or each.id > after]
        return newer[:limit]

    def now(self) -> float:
        return self.clock().timestamp()

    def living(self) -> Mapping[Conversation, Sequence[Message]]:
        """Every conversation with a living message, and its messages, oldest first."""
        with self._lock:
            self._forget_the_dead()
            return dict(self._messages)

    def forget(self, conversation: Conversation) -> None:
        """Forget all that was said there."""
        with self._lock:
            self._messages.pop(conversation, None)

    def _wait_for_what_is_being_added(self) -> None:
        with self._lock:
            pass  # whatever was added by what was known before is kept now, and no more comes

    def _living(self, conversation: Conversation) -> list[Message]:
        with self._lock:
            self._forget_the_dead()
            return self._messages.get(conversation, [])

    def _forget_the_dead(self) -> None:
        oldest = self._now_ms() - self.retention_ms
        for conversation, messages in list(self._messages.items()):
            if messages[-1].id.ms <= oldest:
                del self._messages[conversation]
            elif messages[0].id.ms <= oldest:
                self._messages[conversation] = [each for each in messages if each.id.ms > oldest]

    def _id_after(self, previous: MessageId | None) -> MessageId:
        first = MessageId(self._now_ms(), 0)
        return first if previous is None or first > previous else MessageId(previous.ms, previous.seq + 1)

    def _now_ms(self) -> int:
        return int(self.clock().timestamp() * 1000)
