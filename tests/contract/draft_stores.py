"""The keepers of drafts under test, beside the store of what is said."""

from dataclasses import dataclass

from felchat.chat.domain import Conversation
from felchat.chat.draft_repository import Draft, DraftRepository
from tests.contract.message_stores import ALICE, TALK, Store


@dataclass
class Desk:
    """A keeper of drafts, and the store of what is said."""

    store: Store
    drafts: DraftRepository

    def type(self, body: str, nonce: str = "n", owner: int = ALICE, talk: Conversation = TALK) -> None:
        self.drafts.keep(Draft(talk, owner, body, nonce))

    def typed(self, nonce: str = "reader", owner: int = ALICE, talk: Conversation = TALK) -> str:
        return self.drafts.open_in(talk, owner, nonce)

    def send(self, body: str, nonce: str, owner: int = ALICE) -> None:
        self.store.say(body, owner, nonce=nonce)
