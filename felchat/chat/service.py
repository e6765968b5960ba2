"""Send, read and listen."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import sleep

from felchat.accounts.domain import Viewer
from felchat.chat.domain import Conversation, Message, MessageId, Restarting, SessionEnded, compose
from felchat.chat.listening import Listening
from felchat.chat.repositories import Mailroom, MessageRepository, Receipt
from felchat.domain import StorageAway


@dataclass(frozen=True)
class ChatService:
    """What two people may do in their conversation."""

    messages: MessageRepository
    mailroom: Mailroom
    max_length: int
    history_limit: int

    def send(self, sender: int, recipient: int, body: str, nonce: str) -> Receipt:
        """Say something. It is stored, and on its way to both, when this returns.

        The same nonce from the same sender is the same message. Raises WithOneself, Empty, TooLong,
        ControlCharacters, BadNonce and StorageAway; after the last it may be said again.
        """
        conversation = Conversation.between(sender, recipient)
        return self.messages.add(compose(conversation, sender, body, nonce, self.max_length))

    def history(self, viewer: int, other: int) -> Sequence[Message]:
        """The last messages of the two, oldest first."""
        return self.messages.latest(Conversation.between(viewer, other), self.history_limit)

    def older(self, viewer: int, other: int, before: MessageId) -> Sequence[Message]:
        """The messages before that one, oldest first; fewer than the history limit at the end."""
        return self.messages.before(Conversation.between(viewer, other), before, self.history_limit)

    @contextmanager
    def listen(self, viewer: Viewer, other: int, still_signed_in: Callable[[], bool]) -> Iterator[Listening]:
        """Listen to the conversation for one page of the viewer's, until the block is left."""
        conversation = Conversation.between(viewer.id, other)
        listening = Listening(
            viewer, conversation, self.mailroom.open(viewer.id), self.messages, still_signed_in
        )
        try:
            yield listening
        finally:
            listening.close()

    def session_ended(self, person: int, session_id: int) -> None:
        """Close what is open in the name of that session, in every process.

        While the mailroom is away nobody can be told; every page looks by itself whether its session
        still lasts, twice a minute.
        """
        with suppress(StorageAway):
            self.mailroom.deliver(SessionEnded(session_id), person)

    def say_goodbye(self, within: float) -> None:
        """Send the pages of this process elsewhere, spread over that many seconds; late comers at once."""
        inboxes = self.mailroom.shut()
        for inbox in inboxes:
            inbox.put(Restarting())
            sleep(within / len(inboxes))
