"""Send, read and listen."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from time import sleep

from felchat.accounts.domain import Viewer
from felchat.chat.attending import Attending
from felchat.chat.domain import Conversation, Message, Standing, compose
from felchat.chat.elsewhere import Elsewhere
from felchat.chat.entries import Line, messages_in
from felchat.chat.events import BlocksChanged, IsTyping, MarkedRead, Restarting
from felchat.chat.listening import Listening
from felchat.chat.mailroom import Mailroom
from felchat.chat.message_id import MessageId
from felchat.chat.repositories import MessageRepository, Receipt, TalkRepository
from felchat.domain import StorageAway
from felchat.limits.service import noting_limits
from felchat.metrics.refusals import counting_refusals
from felchat.people.domain import Glimpse, NoSuchPerson, Talk
from felchat.people.repositories import BlockRepository, Presence

Glimpsed = Callable[[Sequence[int]], Glimpse]


@dataclass(frozen=True)
class ChatService:
    """What two people may do in their conversation."""

    messages: MessageRepository
    mailroom: Mailroom
    talking: TalkRepository
    blocks: BlockRepository
    presence: Presence
    max_length: int
    history_limit: int

    @counting_refusals
    def send(self, sender: int, recipient: int, body: str, nonce: str) -> Receipt:
        """Say something. It is stored, and on its way to both, when this returns.

        The same nonce from the same sender is the same message. Raises WithOneself, Empty, TooLong, BadNonce,
        ControlCharacters, Blocked, NoSuchPerson, TooMany, StorageAway; after these two it may be said again.
        """
        talk = Conversation.between(sender, recipient)
        with noting_limits(sender):
            receipt = self.messages.add(compose(talk, sender, body, nonce, self.max_length))
        with suppress(StorageAway):  # the message is kept, and that is what was asked
            self.talking.note(receipt.message, receipt.first)
        return receipt

    def history(self, viewer: int, other: int, before: MessageId | None = None) -> Sequence[Line]:
        """The last lines of the two, or the last before that one, oldest first.

        Fewer than the history limit: there are none before them.
        """
        return self._lines(viewer, other, before, self.history_limit)

    def said(self, viewer: int, other: int, before: MessageId | None, limit: int) -> Sequence[Message]:
        """The last messages of the two, or the last before that one, oldest first, at most `limit`.

        They stay as unread as they were.
        """
        return messages_in(self._lines(viewer, other, before, limit))

    def now(self) -> float:
        """What time it is where messages are born and die, in seconds since 1970."""
        return self.messages.now()

    def listen(
        self, viewer: Viewer, other: int, by_now: Callable[[], Viewer | None], glimpse: Glimpsed
    ) -> AbstractContextManager[Listening]:
        """Listen to the conversation for one page of the viewer's, until the block is left."""
        inbox = self.mailroom.open(viewer.id, watching=[other])
        elsewhere = Elsewhere(
            by_now,
            seen=partial(self.presence.seen, viewer.id),
            glimpse=glimpse,
            standing=partial(self.standing, viewer.id, other),
        )
        conversation = Conversation.between(viewer.id, other)
        return closing(Listening(viewer, conversation, inbox, self.messages, elsewhere))

    def attend(
        self, viewer: Viewer, by_now: Callable[[], Viewer | None], glimpse: Glimpsed
    ) -> AbstractContextManager[Attending]:
        """Attend to one page of the viewer's that shows no conversation, until the block is left."""
        inbox = self.mailroom.open(viewer.id)
        elsewhere = Elsewhere(by_now, seen=partial(self.presence.seen, viewer.id), glimpse=glimpse)
        return closing(Attending(viewer, inbox, elsewhere))

    def standing(self, viewer: int, other: int) -> Standing:
        """Who of the two has blocked the other, and what the viewer is shown of the other."""
        try:
            terms = self.blocks.terms(viewer, other)
        except NoSuchPerson:
            return Standing(gone=True)
        read = self.talking.read_up_to(Conversation.between(viewer, other), other) if terms.reading else None
        return Standing(
            terms.blockers,
            online=terms.presence and other in self.presence.online([other]),
            shows_typing=terms.typing,
            shows_reading=terms.reading,
            read=read,
        )

    def read(self, viewer: int, other: int, last: MessageId) -> bool:
        """The viewer has seen everything up to that message, and every page of the two is told.

        Whether that is kept comes back: while the store is away it stays unread.
        """
        conversation = Conversation.between(viewer, other)
        try:
            if self.talking.read(conversation, viewer, last):
                self.mailroom.deliver(MarkedRead(conversation, viewer, last), *conversation.people)
        except StorageAway:
            return False
        return True

    def types(self, viewer: int, other: int) -> None:
        """The viewer is writing something: the other's pages are told. It is not worth waiting for."""
        with suppress(StorageAway):
            self.mailroom.deliver(IsTyping(Conversation.between(viewer, other), viewer), other)

    def talks(self, person: int) -> Sequence[Talk]:
        """The living conversations of that person, that with the newest message first; at most a hundred."""
        return self.talking.of(person)

    @contextmanager
    def blocks_changing(self, one: int, other: int) -> Iterator[None]:
        """Enclose the change of a block between the two: once it is left, it counts, and both are told."""
        conversation = Conversation.between(one, other)
        with self.messages.blocks_changing(conversation):
            yield
        self.mailroom.deliver(BlocksChanged(conversation), *conversation.people)

    def say_goodbye(self, within: float) -> None:
        """Send the pages of this process elsewhere, spread over that many seconds; late comers at once."""
        inboxes = self.mailroom.shut()
        for inbox in inboxes:
            inbox.put(Restarting())
            sleep(within / len(inboxes))

    def _lines(self, viewer: int, other: int, before: MessageId | None, limit: int) -> Sequence[Line]:
        conversation = Conversation.between(viewer, other)
        if before is None:
            return self.messages.latest(conversation, limit)
        return self.messages.before(conversation, before, limit)
