"""Sessions in this process's memory, lost when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from threading import Lock

from felchat.accounts.domain import Device, Session, Viewer
from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.accounts.lifetimes import Lifetimes
from felchat.accounts.session_repository import USE_NOTED_EVERY


@dataclass
class InMemorySessionRepository:
    """See SessionRepository. Knows whose a session is from the accounts beside it."""

    accounts: InMemoryAccountRepository
    lifetimes: Lifetimes
    _sessions: dict[str, tuple[int, Session]] = field(default_factory=dict)
    _ids: "count[int]" = field(default_factory=lambda: count(1))
    _lock: Lock = field(default_factory=Lock)

    def open(
        self, account_id: int, token_hash: str, device: Device, at: datetime, remembered: bool = False
    ) -> Viewer:
        account = self.accounts.get(account_id)
        session = Session(next(self._ids), device, began_at=at, last_used_at=at, remembered=remembered)
        with self._lock:
            self._sessions[token_hash] = account_id, session
        return Viewer(account.id, account.username, session.id, account.preferences)

    def find(self, token_hash: str, at: datetime) -> Viewer | None:
        with self._lock:
            if token_hash not in self._sessions:
                return None
            account_id, session = self._sessions[token_hash]
            if self.lifetimes.have_run_out(session, at):
                return None
            if at - session.last_used_at >= USE_NOTED_EVERY:
                self._sessions[token_hash] = account_id, replace(session, last_used_at=at)
        account = self.accounts.known(account_id)
        if account is None or account.disabled_at:
            return None
        return Viewer(account.id, account.username, session.id, account.preferences)

    def renew(self, account_id: int, session_id: int, token_hash: str) -> None:
        with self._lock:
            self._sessions = {
                token_hash if (owner, session.id) == (account_id, session_id) else key: (owner, session)
                for key, (owner, session) in self._sessions.items()
            }

    def of(self, account_id: int, at: datetime) -> Sequence[Session]:
        living = [each for each in self._all_of(account_id) if not self.lifetimes.have_run_out(each, at)]
        return sorted(living, key=lambda each: (each.last_used_at, each.id), reverse=True)

    def end(self, account_id: int, session_id: int) -> None:
        self._end(account_id, {session_id})

    def end_all(self, account_id: int, but: int | None = None) -> Sequence[int]:
        ending = [each.id for each in self._all_of(account_id) if each.id != but]
        self._end(account_id, set(ending))
        return ending

    def purge(self, at: datetime) -> None:
        with self._lock:
            self._sessions = {
                key: (owner, session)
                for key, (owner, session) in self._sessions.items()
                if not self.lifetimes.have_run_out(session, at)
            }

    def _all_of(self, account_id: int) -> Sequence[Session]:
        with self._lock:
            found = [session for owner, session in self._sessions.values() if owner == account_id]
        return found if self.accounts.known(account_id) else []

    def _end(self, account_id: int, ending: set[int]) -> None:
        with self._lock:
            self._sessions = {
                token_hash: (owner, session)
                for token_hash, (owner, session) in self._sessions.items()
                if owner != account_id or session.id not in ending
            }
