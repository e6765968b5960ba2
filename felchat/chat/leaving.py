"""What becomes of what somebody said and typed who leaves for good."""

from dataclasses import dataclass

from felchat.chat.domain import Conversation
from felchat.chat.draft_repository import DraftRepository
from felchat.chat.housekeeping import Housekeeping
from felchat.chat.repositories import TalkRepository


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
class ForgottenDrafts:
    """See Leaving. What was typed to them waits for nobody, and is gone in its time."""

    drafts: DraftRepository

    def person_left(self, person: int) -> None:
        self.drafts.forget(person)
