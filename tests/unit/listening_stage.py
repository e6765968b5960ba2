"""A stage for what an open page is shown: the service in memory, on a mailroom that can lose things."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from felchat.accounts.domain import Viewer
from felchat.chat.domain import Conversation, Message, Standing
from felchat.chat.doorkeeping import ChatDoorkeeper
from felchat.chat.elsewhere import Elsewhere
from felchat.chat.entries import messages_in, taken_back_in
from felchat.chat.listening import Listening
from felchat.chat.message_id import MessageId
from felchat.chat.service import ChatService
from felchat.chat.steps import Beat, Live, Outlived, Shown, Step, Synced, Unreadable
from felchat.chat.withdrawals_in_memory import InMemoryWithdrawalRepository
from felchat.domain import StorageAway
from felchat.people.domain import Glimpse, Terms
from felchat.services import Services
from tests.conftest import RETENTION_MS, MovingClock
from tests.unit.breakable import LossyMailroom, MortalStore

ALICE, BOB, MALLORY = 1, 2, 3
SESSION = 77
TALK = Conversation.between(ALICE, BOB)


@dataclass
class Page:
    """Bob's page of his conversation with alice, and what it shows."""

    listening: Listening
    steps: Iterator[Step]
    messages: list[Message] = field(default_factory=list)
    refills: int = 0
    stands: Standing | None = None
    outlived: list[MessageId] = field(default_factory=list)

    def next(self) -> Step:
        step = next(self.steps)
        if isinstance(step, Standing):
            self.stands = step
        if isinstance(step, Outlived):
            self.outlived.append(step.oldest)
        if isinstance(step, Standing | Beat | Outlived):
            return self.next()
        if isinstance(step, Shown):
            self._show(step)
        return step

    def _show(self, step: Shown) -> None:
        gone = taken_back_in(step.entries)
        kept = [] if step.anew else [each for each in self.messages if each.id not in gone]
        self.messages = [*kept, *messages_in(step.entries)]
        self.refills += step.anew

    @property
    def shown(self) -> list[str]:
        return [each.body for each in self.messages]

    def opened(self, last: MessageId | None = None) -> "Page":
        self.listening.say(Synced(last))
        while self.next() != Live():
            pass
        return self

    def read_all(self) -> list[str]:
        """Read on until a mark that is put at the end comes by."""
        self.told()
        return self.shown

    def told(self) -> list[Step]:
        """All that it is told until that mark comes by, but for how the two stand."""
        self.listening.say(Unreadable())
        return list(iter(self.next, Unreadable()))


@dataclass
class Stage:
    """The service in memory, on a mailroom that can lose things."""

    mailroom: LossyMailroom
    messages: MortalStore
    chat: ChatService
    signed_in: bool = True
    standing: Standing = field(default_factory=Standing)
    database_away: bool = False
    nonces: int = 0

    def say(self, body: str, sender: int = ALICE, recipient: int = BOB) -> Message:
        self.nonces += 1
        return self.chat.send(sender, recipient, body, f"n{self.nonces}").message

    @property
    def doorkeeper(self) -> ChatDoorkeeper:
        return ChatDoorkeeper(self.messages, self.mailroom)

    def take_back(self, message: Message) -> None:
        withdrawals = InMemoryWithdrawalRepository(self.messages)
        withdrawals.take_back(message.conversation, message.sender, message.id)

    def wipe(self, by: int = ALICE) -> None:
        InMemoryWithdrawalRepository(self.messages).wipe(TALK, by)

    def forget_everything(self) -> None:
        self.messages._entries.clear()
        self.messages._said.clear()
        self.messages._last_ids.clear()

    def asks_the_database(self, who: Viewer) -> Viewer | None:
        if self.database_away:
            raise StorageAway("database")
        return who if self.signed_in else None

    def page(self, viewer: int = BOB, other: int = ALICE) -> Page:
        who = Viewer(viewer, "bob", SESSION)
        inbox = self.mailroom.open(viewer, watching=[other])
        talk = Conversation.between(viewer, other)
        elsewhere = Elsewhere(
            partial(self.asks_the_database, who),
            seen=lambda: None,
            glimpse=lambda _ids: Glimpse([], []),
            standing=lambda: self.standing,
        )
        listening = Listening(who, talk, inbox, self.chat.messages, elsewhere)
        return Page(listening, listening.steps())


def no_blocks(_one: int, _other: int) -> Terms:
    return Terms()


def stage_in_memory(clock: MovingClock, services: Services) -> Stage:
    mailroom = LossyMailroom()
    messages = MortalStore(mailroom, clock, RETENTION_MS, no_blocks)
    return Stage(mailroom, messages, replace(services.chat, messages=messages, mailroom=mailroom))
