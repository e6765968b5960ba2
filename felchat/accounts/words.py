"""What a person is told when they may not register, sign in, change their account or have a token."""

from felchat.accounts.api_token import InvalidTokenName, TooManyTokens
from felchat.accounts.domain import (
    CommonPassword,
    EmailTaken,
    InvalidCredentials,
    InvalidEmail,
    InvalidPassword,
    InvalidUsername,
    UsernameTaken,
    WrongPassword,
)
from felchat.domain import Refusal

WORDS: dict[type[Refusal], str] = {
    InvalidUsername: "Use 3 to 32 letters, digits, dots, hyphens or underscores.",
    UsernameTaken: "Somebody has this username already. Choose another.",
    InvalidEmail: "This is not an e-mail address.",
    EmailTaken: "Somebody registered with this address already.",
    InvalidPassword: "Use 8 to 128 characters.",
    CommonPassword: "This password is among the first that are guessed. Choose another.",
    InvalidTokenName: "Use 1 to 50 characters.",
    TooManyTokens: "You have as many tokens as one may have. Revoke one that is not needed any more.",
    InvalidCredentials: "The username or the password is wrong.",
    WrongPassword: "This is not your password.",
}


def problem_with(reason: Refusal) -> str:
    """One sentence to stand beside the field."""
    return WORDS[type(reason)]
