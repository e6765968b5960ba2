"""Messages and inboxes in this process's memory, lost when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from threading import RLock

from felchat.chat.domain import Conversation, Draft, Event, Message, MessageId, MessageSent, Restarting
from felchat.chat.repositories import FellBehind, InboxClosed, Mailroom, Receipt
from felchat.domain import Clock

INBOX_SIZE = 256


@dataclass
class InMemoryMessageRepository:
    """See MessageRepository. A message dies `retention_ms` milliseconds after it was said."""

    mailroom: Mailroom
    clock: Clock
    retention_ms: int
    _messages: dict[Conversation, list[Message]] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def add(self, draft: Draft) -> Receipt:
        with self._lock:
            living = self._living(draft.conversation)
            for said in living:
                if (said.sender, said.nonce) == (draft.sender, draft.nonce):
                    return Receipt(said, repeated=True)
            previous = living[-1].id if living else None
            message = Message(
                self._id_after(previous), draft.conversation, draft.sender, draft.body, draft.nonce
            )
            self._messages[draft.conversation] = [*living, message]
            self.mailroom.deliver(MessageSent(message, previous), *draft.conversation.people)
            return Receipt(message, repeated=False)

    def latest(self, conversation: Conversation, limit: int) -> Sequence[Message]:
        return self._living(conversation)[-limit:]

    def before(self, conversation: Conversation, before: MessageId, limit: int) -> Sequence[Message]:
        return [each for each in self._living(conversation) if each.id < before][-limit:]

    def after(self, conversation: Conversation, after: MessageId | None, limit: int) -> Sequence[Message]:
        newer = [each for each in self._living(conversation) if after is None or each.id > after]
        return newer[:limit]

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


class InMemoryInbox:
    """See Inbox."""

    def __init__(self, person: int, mailroom: "InMemoryMailroom") -> None:
        self.person = person
        self._mailroom = mailroom
        self._events: Queue[object] = Queue(INBOX_SIZE)
        self._overflowed = False
        self._closed = False

    def put(self, event: object) -> None:
        try:
            self._events.put_nowait(event)
        except Full:
            self._overflowed = True

    def take(self, timeout: float | None = None) -> object | None:
        if self._closed:
            raise InboxClosed
        if self._overflowed:
            raise FellBehind
        try:
            event = self._events.get(timeout=timeout)
        except Empty:
            return None
        if self._closed:
            raise InboxClosed
        return event

    def close(self) -> None:
        self._closed = True
        self._mailroom.forget(self)
        self.put(None)  # wakes a reader that waits


class InMemoryMailroom:
    """See Mailroom. Serves the inboxes of this process."""

    def __init__(self) -> None:
        self._inboxes: dict[int, set[InMemoryInbox]] = {}
        self._lock = RLock()
        self._shut = False

    def open(self, person: int) -> InMemoryInbox:
        inbox = InMemoryInbox(person, self)
        with self._lock:
            self._inboxes.setdefault(person, set()).add(inbox)
            if self._shut:
                inbox.put(Restarting())
        return inbox

    def deliver(self, event: Event, *people: int) -> None:
        with self._lock:
            for person in people:
                for inbox in self._inboxes.get(person, ()):
                    inbox.put(event)

    def shut(self) -> Sequence[InMemoryInbox]:
        with self._lock:
            self._shut = True
            return [inbox for inboxes in self._inboxes.values() for inbox in inboxes]

    def forget(self, inbox: InMemoryInbox) -> None:
        """Let go of a closed inbox; forgetting it again is no error."""
        with self._lock:
            rest = self._inboxes.get(inbox.person, set())
            rest.discard(inbox)
            if not rest:
                self._inboxes.pop(inbox.person, None)

    def people(self) -> set[int]:
        """Everybody who has an inbox open here."""
        with self._lock:
            return set(self._inboxes)
