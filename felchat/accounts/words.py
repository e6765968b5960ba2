"""What a person is told when they may not register, sign in, change their account or have a token."""

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

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

WORDS: dict[type[Refusal], LazyString] = {
    InvalidUsername: _("Use 3 to 32 letters, digits, dots, hyphens or underscores."),
    UsernameTaken: _("Somebody has this username already. Choose another."),
    InvalidEmail: _("This is not an e-mail address."),
    EmailTaken: _("Somebody registered with this address already."),
    InvalidPassword: _("Use 8 to 128 characters."),
    CommonPassword: _("This password is among the first that are guessed. Choose another."),
    InvalidTokenName: _("Use 1 to 50 characters."),
    TooManyTokens: _("You have as many tokens as one may have. Revoke one that is not needed any more."),
    InvalidCredentials: _("The username or the password is wrong."),
    WrongPassword: _("This is not your password."),
}


def problem_with(reason: Refusal) -> str:
    """One sentence to stand beside the field."""
    return str(WORDS[type(reason)])
