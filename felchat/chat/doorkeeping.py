"""What becomes of open pages when a session ends, or somebody goes, comes, or shows something else."""

from contextlib import suppress
from dataclasses import dataclass

from felchat.chat.events import PersonChanged, SessionEnded, SessionRenewed
from felchat.chat.mailroom import Mailroom
from felchat.chat.repositories import MessageRepository
from felchat.domain import StorageAway


@dataclass(frozen=True)
class ChatDoorkeeper:
    """See Doorkeeper."""

    messages: MessageRepository
    mailroom: Mailroom

    def session_ended(self, person: int, session_id: int) -> None:
        """Close what is open in the name of that session, in every process.

        While the mailroom is away nobody can be told; every page looks by itself whether its session
        still lasts, twice a minute.
        """
        with suppress(StorageAway):
            self.mailroom.deliver(SessionEnded(session_id), person)

    def session_renewed(self, person: int, session_id: int) -> None:
        """Let what is open in the name of that session come back, with its new token.

        A page that nobody could tell so finds in half a minute that its token is nobody's, and is closed.
        """
        with suppress(StorageAway):
            self.mailroom.deliver(SessionRenewed(session_id), person)

    def person_changed(self, person: int) -> None:
        """Let nothing pass to or from who is here no longer, and tell whoever has a page open with them."""
        self.messages.person_changed(person)
        self.mailroom.person_changed(person)

    def preferences_changed(self, person: int, others_too: bool) -> None:
        """Let the person's own pages ask at once what counts now, and whoever has one open with them.

        While the mailroom is away they do so within half a minute.
        """
        with suppress(StorageAway):
            self.mailroom.deliver(PersonChanged(person), person)
            if others_too:
                self.mailroom.person_changed(person)
