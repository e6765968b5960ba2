"""Second factors in this process's memory, lost when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from felchat.accounts.factor import PAUSE, TRIES, Factor
from felchat.accounts.in_memory import InMemoryAccountRepository


@dataclass
class Kept:
    """A factor, the hashes of its recovery codes, and what was tried in vain."""

    factor: Factor
    codes: set[str]
    wrong: int = 0
    tried_at: datetime | None = None

    def may_try(self, at: datetime) -> bool:
        return self.wrong < TRIES or self.tried_at is None or self.tried_at <= at - PAUSE


@dataclass
class InMemoryFactorRepository:
    """See FactorRepository. Looks at the accounts beside it."""

    accounts: InMemoryAccountRepository
    _kept: dict[int, Kept] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, account_id: int) -> Factor | None:
        kept = self._of(account_id)
        return replace(kept.factor, codes_left=len(kept.codes)) if kept else None

    def add(self, account_id: int, factor: Factor, code_hashes: Sequence[str]) -> bool:
        with self._lock:
            if is_new := self._of(account_id) is None:
                self._kept[account_id] = Kept(factor, set(code_hashes))
            return is_new

    def count_try(self, account_id: int, at: datetime) -> bool:
        with self._lock:
            kept = self._of(account_id)
            if kept is None or not kept.may_try(at):
                return False
            kept.wrong, kept.tried_at = kept.wrong + 1, at
            return True

    def accept(self, account_id: int, step: int) -> bool:
        with self._lock:
            kept = self._of(account_id)
            if kept is None or step <= kept.factor.last_step:
                return False
            kept.factor, kept.wrong = replace(kept.factor, last_step=step), 0
            return True

    def spend(self, account_id: int, code_hash: str) -> bool:
        with self._lock:
            kept = self._of(account_id)
            if kept is None or code_hash not in kept.codes:
                return False
            kept.codes.remove(code_hash)
            return True

    def replace_codes(self, account_id: int, code_hashes: Sequence[str]) -> bool:
        with self._lock:
            if kept := self._of(account_id):
                kept.codes = set(code_hashes)
            return kept is not None

    def remove(self, account_id: int) -> bool:
        with self._lock:
            return self._kept.pop(account_id, None) is not None

    def _of(self, account_id: int) -> Kept | None:
        return self._kept.get(account_id) if self.accounts.known(account_id) else None
