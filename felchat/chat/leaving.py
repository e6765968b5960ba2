"""What becomes of what somebody said and typed who leaves for good, or wants to leave no trace."""

from dataclasses import dataclass

from felchat.chat.domain import Conversation
from felchat.chat.draft_repository import DraftRepository
from felchat.chat.housekeeping import Housekeeping
from felchat.chat.repositories import TalkRepository
from felchat.chat.withdrawal_repository import WithdrawalRepository


@dataclass(frozen=True)
class ForgottenTalks:
    """See Leaving. What somebody said goes with them, and so does what was said to them."""

    talks: TalkRepository
    housekeeping: Housekeeping

    def person_left(self, person: int) -> None:
        while living := self.talks.of(person):  # which lists a hundred at a time
            for talk in living:
                self.housekeeping.wipe(Conversation.between(person, talk.other_id))


@dataclass(frozen=True)
class WipedTalks:
    """See Leaving. Who stays here is said to have wiped their conversations."""

    talks: TalkRepository
    withdrawals: WithdrawalRepository

    def person_left(self, person: int) -> None:
        while living := self.talks.of(person):
            for talk in living:
                self.withdrawals.wipe(Conversation.between(person, talk.other_id), person)


@dataclass(frozen=True)
class ForgottenDrafts:
    """See Leaving. What was typed to them waits for nobody, and is gone in its time."""

    drafts: DraftRepository

    def person_left(self, person: int) -> None:
        self.drafts.forget(person)
