"""See what taking over a FelchatV2 means, and do it."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace

from felchat.accounts.domain import Registration
from felchat.accounts.repositories import PasswordHasher
from felchat.accounts.rules import ADOPTED
from felchat.domain import Clock
from felchat.takeover.domain import Plan
from felchat.takeover.planning import plan
from felchat.takeover.repositories import NewHouse, OldHouse


@dataclass(frozen=True)
class TakeoverService:
    """What an operator who comes from FelchatV2 may do."""

    old_house: OldHouse
    new_house: NewHouse
    passwords: PasswordHasher
    clock: Clock

    def plan(self, url: str) -> Plan:
        """What taking over the database at that URL means. Changes nothing, here or there.

        Raises NotFelchatV2 and StorageAway.
        """
        return plan(self.old_house.read(url), self.new_house.present(), self.clock())

    def carry_out(self, plan: Plan) -> None:
        """Let everybody in, with their old passwords: all of the plan or nothing. Raises TakenMeanwhile."""
        self.new_house.let_in(list(self._newcomers(plan)), plan.blocks)

    def _newcomers(self, plan: Plan) -> Iterator[tuple[str, Registration]]:
        nobody_knows = self.passwords.hash(secrets.token_urlsafe())
        for each in plan.newcomers:
            old = each.old
            kept = f"{ADOPTED}{old.password_hash}" if old.has_password else nobody_knows
            yield old.origin, replace(each.registration, password_hash=kept)
