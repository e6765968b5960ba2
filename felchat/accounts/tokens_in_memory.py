"""Personal tokens in this process's memory, lost when it ends."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import count

from felchat.accounts.api_token import ApiToken, NewToken
from felchat.accounts.in_memory import InMemoryAccountRepository


@dataclass
class InMemoryTokenRepository:
    """See TokenRepository. Looks at the accounts beside it."""

    accounts: InMemoryAccountRepository
    _tokens: dict[str, ApiToken] = field(default_factory=dict)
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def add(self, wish: NewToken, token_hash: str) -> ApiToken:
        self._tokens[token_hash] = ApiToken(id=next(self._ids), **asdict(wish))
        return self._tokens[token_hash]

    def find(self, token_hash: str) -> ApiToken | None:
        token = self._tokens.get(token_hash)
        return token if token and self._may_come_in(token.account_id) else None

    def of(self, account_id: int) -> Sequence[ApiToken]:
        return [each for each in reversed(self._tokens.values()) if each.account_id == account_id]

    def used(self, token_id: int, at: datetime) -> None:
        self._tokens = {
            key: replace(each, last_used_at=at) if each.id == token_id else each
            for key, each in self._tokens.items()
        }

    def end(self, token_id: int) -> None:
        self._tokens = {key: each for key, each in self._tokens.items() if each.id != token_id}

    def _may_come_in(self, account_id: int) -> bool:
        account = self.accounts.known(account_id)
        return account is not None and account.disabled_at is None
