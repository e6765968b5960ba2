"""A personal token, by which a program calls the JSON API in somebody's name."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from felchat.domain import Refusal

NAME_LENGTH = range(1, 51)
MOST_TOKENS = 20
"""How many tokens one person may have."""


class InvalidTokenName(Refusal):
    """A token's name is 1 to 50 characters that can be printed."""


class TooManyTokens(Refusal):
    """The person has as many tokens as one may have."""


class Scope(StrEnum):
    """What a token allows: to look, or also to change and to send."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class NewToken:
    """A checked wish for a token, ready to be kept."""

    account_id: int
    name: str
    scope: Scope
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What is known of a token, but for the token itself, which only its owner's program keeps."""

    id: int
    account_id: int
    name: str
    scope: Scope
    made_at: datetime
    last_used_at: datetime | None = None
    """When it was last used, give or take a minute; None when it never was."""


def valid_token_name(typed: str) -> str:
    """The name by which the owner tells the token from others, in one line. Raises InvalidTokenName."""
    name = " ".join(typed.split())
    if len(name) not in NAME_LENGTH or not name.isprintable():
        raise InvalidTokenName
    return name
