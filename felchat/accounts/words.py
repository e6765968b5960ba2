"""What a person is told when they may not register or sign in."""

from felchat.accounts.domain import (
    CommonPassword,
    EmailTaken,
    InvalidCredentials,
    InvalidEmail,
    InvalidPassword,
    InvalidUsername,
    UsernameTaken,
)
from felchat.domain import Refusal

WORDS: dict[type[Refusal], str] = {
    InvalidUsername: "Use 3 to 32 letters, digits, dots, hyphens or underscores.",
    UsernameTaken: "Somebody has this username already. Choose another.",
    InvalidEmail: "This is not an e-mail address.",
    EmailTaken: "Somebody registered with this address already.",
    InvalidPassword: "Use 8 to 128 characters.",
    CommonPassword: "This password is among the first that are guessed. Choose another.",
    InvalidCredentials: "The username or the password is wrong.",
}


def problem_with(reason: Refusal) -> str:
    """One sentence to stand beside the field."""
    return WORDS[type(reason)]
