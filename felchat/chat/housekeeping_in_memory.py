"""Housekeeping of the messages in this process's memory."""

from dataclasses import dataclass

from felchat.chat.domain import Conversation
from felchat.chat.drafts_in_memory import InMemoryDraftRepository
from felchat.chat.events import MayHaveMissed
from felchat.chat.housekeeping import Tally
from felchat.chat.in_memory import InMemoryMessageRepository


@dataclass(frozen=True)
class InMemoryHousekeeping:
    """See Housekeeping."""

    messages: InMemoryMessageRepository
    drafts: InMemoryDraftRepository

    def purge(self) -> None:
        self.drafts.forget_the_dead()
        self.messages.living()

    def tally(self) -> Tally:
        living = self.messages.living()
        return Tally(len(living), sum(map(len, living.values())))

    def claim_sweep(self, _seconds: float) -> bool:
        return True

    def wipe(self, only: Conversation | None = None) -> int:
        living = self.messages.living()
        wiped = [only] if only else list(living)
        for conversation in wiped:
            self.messages.forget(conversation)
            self.messages.mailroom.deliver(MayHaveMissed(), *conversation.people)
        self.drafts.wipe(only)
        return sum(len(living.get(conversation, ())) for conversation in wiped)
