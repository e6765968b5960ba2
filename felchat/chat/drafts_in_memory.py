"""Drafts in this process's memory, beside the messages that end them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import RLock

from felchat.chat.domain import Conversation
from felchat.chat.draft_repository import MOST_COMPOSERS, Draft
from felchat.chat.in_memory import InMemoryMessageRepository

Key = tuple[Conversation, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft, the composers that it stood in, oldest first, and when it dies."""

    body: str
    nonces: tuple[str, ...]
    dies_at: datetime


@dataclass
class InMemoryDraftRepository:
    """See DraftRepository."""

    messages: InMemoryMessageRepository
    _kept: dict[Key, Kept] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def keep(self, draft: Draft) -> None:
        key = (draft.conversation, draft.owner)
        with self._lock:
            before = self._living(key)
            if draft.body and draft.nonce not in self._said(key):
                dies_at = self.messages.clock() + timedelta(milliseconds=self.messages.retention_ms)
                self._kept[key] = Kept(draft.body, (draft.nonce,), dies_at)
            elif not draft.body and before and draft.nonce in before.nonces:
                del self._kept[key]

    def open_in(self, conversation: Conversation, owner: int, nonce: str) -> str:
        key = (conversation, owner)
        with self._lock:
            if (kept := self._living(key)) is None:
                return ""
            self._kept[key] = Kept(
                kept.body, kept.nonces[:1] + (*kept.nonces[1:], nonce)[1 - MOST_COMPOSERS :], kept.dies_at
            )
            return kept.body

    def of(self, owner: int) -> Sequence[Draft]:
        with self._lock:
            theirs = [key for key in self._kept if key[1] == owner]
            found = [(conversation, self._living((conversation, owner))) for conversation, _ in theirs]
        return [Draft(each, owner, kept.body, kept.nonces[-1]) for each, kept in found if kept]

    def forget(self, owner: int, only: Conversation | None = None) -> None:
        self._leave_only(lambda conversation, each: each != owner or only not in (None, conversation))

    def wipe(self, only: Conversation | None) -> None:
        """Forget everybody's drafts, or those of one conversation."""
        self._leave_only(lambda conversation, _: only not in (None, conversation))

    def forget_the_dead(self) -> None:
        """Forget those whose time is up."""
        self._leave_only(lambda *each: self._kept[each].dies_at > self.messages.clock())

    def _living(self, key: Key) -> Kept | None:
        self.forget_the_dead()
        kept = self._kept.get(key)
        if kept and self._said(key).intersection(kept.nonces):
            del self._kept[key]
            return None
        return kept

    def _said(self, key: Key) -> set[str]:
        """The nonces of what the owner has said there."""
        return self.messages.said_by(*key)

    def _leave_only(self, stays: Callable[[Conversation, int], bool]) -> None:
        with self._lock:
            self._kept = {key: kept for key, kept in self._kept.items() if stays(*key)}
