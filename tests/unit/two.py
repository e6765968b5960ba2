"""Alice and bob, and everything that they do with each other and with their accounts."""

from collections.abc import Callable
from dataclasses import dataclass, field

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.chat.message_id import MessageId
from felchat.services import Services
from tests.conftest import MovingClock


@dataclass
class Two:
    """What they do; each deed is one that somebody else might hear of."""

    services: Services
    clock: MovingClock
    alice: Account
    bob: Account
    said: list[MessageId] = field(default_factory=list)

    def talk(self) -> None:
        for one, other in ((self.alice, self.bob), (self.bob, self.alice)):
            nonce = f"n{len(self.said)}"
            self.said.append(self.services.chat.send(one.id, other.id, "canary", nonce).message.id)

    def type(self) -> None:
        self.services.chat.types(self.alice.id, self.bob.id)
        self.services.drafts.keep(self.alice.id, self.bob.id, "canary", "n")

    def read(self) -> None:
        self.services.chat.read(self.alice.id, self.bob.id, self.said[-1])

    def block(self) -> None:
        self.services.people.block(self.alice.id, self.bob.id)

    def unblock(self) -> None:
        self.services.people.unblock(self.alice.id, self.bob.id)

    def take_back(self) -> None:
        self.services.withdrawals.take_back(self.bob.id, self.alice.id, self.said[-1])

    def wipe(self) -> None:
        self.services.withdrawals.wipe(self.alice.id, self.bob.id)

    def sign_in_and_out(self) -> None:
        viewer = self.services.accounts.viewer(self.services.accounts.sign_in(self.alice))
        assert viewer
        self.services.profile.prefer(viewer, {"theme": "dark", "sound": "on"})
        self.services.accounts.renew(viewer)
        self.services.accounts.sign_out(viewer.id, viewer.session_id)

    def change(self) -> None:
        self.services.administration.rename(self.alice.id, "alicia")
        self.services.administration.change_email(self.alice.id, "canary@example.org")
        self.services.tokens.make(self.alice.id, "canary", Scope.READ)

    @property
    def deeds(self) -> list[Callable[[], None]]:
        return [
            self.talk,
            self.type,
            self.read,
            self.block,
            self.unblock,
            self.sign_in_and_out,
            self.change,
            self.talk,
            self.take_back,
            self.wipe,
        ]

    def are_here(self) -> None:
        for each in (self.alice, self.bob):
            self.services.people.seen(each.id)

    def go_and_come(self) -> None:
        """What is shown to others, unless there is a block."""
        self.clock.forward(seconds=120)
        self.services.people.seen(self.alice.id)
