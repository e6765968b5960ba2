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
    MixedScripts,
    NotRegistered,
    UsernameTaken,
    WrongPassword,
)
from felchat.accounts.factor import CodeNeeded, TooManyCodes, UsedCode, WrongCode
from felchat.accounts.invitation import (
    MayNotInvite,
    NotInvited,
    RegistrationClosed,
    TooManyInvitations,
    UnlikelyInvitation,
)
from felchat.domain import Refusal, TooBusy
from felchat.limits.domain import TooMany
from felchat.limits.words import when_to_try_again

WORDS: dict[type[Refusal], LazyString] = {
    InvalidUsername: _("Use 3 to 32 letters, digits, dots, hyphens or underscores."),
    MixedScripts: _("Use letters of one alphabet. A mix could be taken for another name."),
    UsernameTaken: _("Somebody has this username already, or one that looks like it. Choose another."),
    InvalidEmail: _("This is not an e-mail address."),
    EmailTaken: _("This address cannot be used here. Take another one."),
    InvalidPassword: _("Use 8 to 128 characters."),
    CommonPassword: _("This password is among the first that are guessed. Choose another."),
    InvalidTokenName: _("Use 1 to 50 characters."),
    TooManyTokens: _("You have as many tokens as one may have. Revoke one that is not needed any more."),
    MayNotInvite: _("The operator of this Felchat did not allow you to invite others."),
    TooManyInvitations: _(
        "You have as many invitations as one may have. Revoke one, or wait until one expires."
    ),
    UnlikelyInvitation: _("Invite 1 to 100 people, for 1 to 90 days."),
    RegistrationClosed: _("Registration is closed here."),
    NotInvited: _("Registration is by invitation here, and needs one that is still valid."),
    InvalidCredentials: _("The username or the password is wrong."),
    WrongPassword: _("This is not your password."),
    CodeNeeded: _("Type the code that your app shows, or a recovery code."),
    WrongCode: _("This code is wrong. The app shows another one every 30 seconds."),
    UsedCode: _("This code was used already. Wait until the app shows the next one."),
    TooManyCodes: _("Too many codes were wrong. Take a recovery code, or wait 15 minutes."),
    TooBusy: _("Too many people are at the door just now. Nothing is lost. Try again in a few seconds."),
}


NOT_TOGETHER = _("No account can be made with this username and this address. Try others.")


def problems_with(refusal: NotRegistered) -> dict[str, str]:
    """A sentence for each field; that the address is taken is told of the form, and not of a field."""
    if any(isinstance(reason, EmailTaken) for reason in refusal.problems.values()):
        return {"form": str(NOT_TOGETHER)}
    return {field: problem_with(reason) for field, reason in refusal.problems.items()}


def problem_with(reason: Refusal) -> str:
    """One sentence to stand beside the field."""
    if isinstance(reason, TooMany) and type(reason) not in WORDS:
        return when_to_try_again(reason)
    return str(WORDS[type(reason)])
