"""Newcomers let into this process's memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from felchat.accounts.confusable import skeleton
from felchat.accounts.domain import Registration
from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.accounts.rules import email_key, username_key
from felchat.people.in_memory import InMemoryBlockRepository
from felchat.takeover.domain import Present, TakenMeanwhile


@dataclass
class InMemoryNewHouse:
    """See NewHouse."""

    accounts: InMemoryAccountRepository
    blocks: InMemoryBlockRepository
    _ids: dict[str, int] = field(default_factory=dict)

    def present(self) -> Present:
        here = {each.id for each in self.accounts.accounts}
        return Present(
            username_keys=frozenset(username_key(each.username) for each in self.accounts.accounts),
            email_keys=frozenset(email_key(each.email) for each in self.accounts.accounts),
            skeletons=frozenset(skeleton(each.username) for each in self.accounts.accounts),
            origins={origin: id_ if id_ in here else None for origin, id_ in self._ids.items()},
        )

    def let_in(
        self, newcomers: Sequence[tuple[str, Registration]], blocks: Iterable[tuple[str, str]]
    ) -> None:
        present = self.present()
        for origin, each in newcomers:
            taken = each.username_key in present.username_keys or each.email_key in present.email_keys
            if taken or each.skeleton in present.skeletons or origin in present.origins:
                raise TakenMeanwhile
        for origin, each in newcomers:
            self._ids[origin] = self.accounts.add(each).id
        for blocker, blocked in blocks:
            self.blocks.add(self._ids[blocker], self._ids[blocked])
