"""Make, list, recognise and revoke personal tokens."""

from collections.abc import Sequence
from dataclasses import dataclass

from felchat.accounts.api_token import MOST_TOKENS, ApiToken, NewToken, Scope, TooManyTokens, valid_token_name
from felchat.accounts.rules import hash_of, new_token
from felchat.accounts.session_repository import USE_NOTED_EVERY
from felchat.accounts.token_repository import TokenRepository
from felchat.domain import Clock
from felchat.logs.security import Event, note

PREFIX = "felchat_"
"""By this a token is known for what it is when it turns up where it should not."""


@dataclass(frozen=True)
class TokenService:
    """What a person may do about the tokens of their programs."""

    tokens: TokenRepository
    clock: Clock

    def make(self, account_id: int, name: str, scope: Scope) -> str:
        """A new token, which nobody can be shown again. Raises InvalidTokenName and TooManyTokens."""
        wish = NewToken(account_id, self.check(account_id, name), scope, self.clock())
        token = PREFIX + new_token()
        self.tokens.add(wish, hash_of(token))
        note(Event.TOKEN_MADE, account=account_id)
        return token

    def check(self, account_id: int, name: str) -> str:
        """The name of a token that may be made. Raises InvalidTokenName and TooManyTokens."""
        valid = valid_token_name(name)
        if len(self.of(account_id)) >= MOST_TOKENS:
            raise TooManyTokens
        return valid

    def of(self, account_id: int) -> Sequence[ApiToken]:
        """The person's tokens, the newest first."""
        return self.tokens.of(account_id)

    def recognise(self, token: str) -> ApiToken | None:
        """What that token allows, and to whom; None when there is no such token (any more). Notes its use."""
        found = self.tokens.find(hash_of(token))
        if found and (found.last_used_at is None or self.clock() - found.last_used_at >= USE_NOTED_EVERY):
            self.tokens.used(found.id, self.clock())
        return found

    def revoke(self, account_id: int, token_id: int) -> None:
        """End one of the person's tokens for good. That it is not there, or not theirs, is no error."""
        if any(each.id == token_id for each in self.of(account_id)):
            self.tokens.end(token_id)
            note(Event.TOKEN_REVOKED, account=account_id, token=token_id)
