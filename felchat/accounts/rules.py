"""Who may call themselves what, what a password must be, and what is kept of a token."""

import re
import secrets
import unicodedata
from hashlib import sha256

from email_validator import EmailNotValidError, validate_email

from felchat.accounts.confusable import mixes_scripts
from felchat.accounts.domain import (
    CommonPassword,
    InvalidEmail,
    InvalidPassword,
    InvalidUsername,
    MixedScripts,
)
from felchat.accounts.repositories import CommonPasswords

USERNAME_LENGTH = range(3, 33)
PASSWORD_LENGTH = range(8, 129)
ADOPTED = "bare:"
"""Begins a hash that is bcrypt over the password as it was typed, not over ours in its normal form."""
LONGEST_TYPED = 1024
"""Characters beyond which nothing is even looked at: normalizing takes the square of the marks in a row."""
MOST_MARKS = 4
TOKEN_BYTES = 32
ALLOWED_CATEGORIES = {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"}
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)


def valid_username(typed: str) -> str:
    """The username as it will be shown: 3 to 32 letters and digits of any script, `_`, `.` and `-`.

    It is brought to NFKC, so that one name has one spelling (Unicode Standard Annex 15). A letter may
    carry up to four combining marks, which many scripts need to write their vowels; what is invisible
    (Default_Ignorable_Code_Point of the Unicode Character Database) may not be in a name.
    Raises InvalidUsername.
    """
    if len(typed) > LONGEST_TYPED or INVISIBLE.search(typed):
        raise InvalidUsername
    username = unicodedata.normalize("NFKC", typed.strip())
    if len(username) not in USERNAME_LENGTH or INVISIBLE.search(username):
        raise InvalidUsername
    marks = MOST_MARKS  # none may stand first
    for character in username:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Mc") else 0
        if marks > MOST_MARKS or not (category in ALLOWED_CATEGORIES or character in "_.-"):
            raise InvalidUsername
    return username


def new_username(typed: str) -> str:
    """The username for somebody who is called so from now on: valid, and of one script.

    Raises InvalidUsername or MixedScripts. Who is called otherwise since before this rule stays so.
    """
    username = valid_username(typed)
    if mixes_scripts(username):
        raise MixedScripts
    return username


def username_key(username: str) -> str:
    """What two usernames share when they are the same to a reader: NFKC, case folded."""
    folded = unicodedata.normalize("NFKC", username.strip()).casefold()
    return unicodedata.normalize("NFKC", folded)


def valid_email(typed: str) -> str:
    """The e-mail address in its normal form (RFC 5321 and 6531), or InvalidEmail. Asks no DNS."""
    if len(typed) > LONGEST_TYPED:
        raise InvalidEmail
    try:
        return validate_email(
            typed.strip(), check_deliverability=False, test_environment=True, strict=True
        ).normalized
    except EmailNotValidError as reason:
        raise InvalidEmail from reason


def email_key(email: str) -> str:
    """What two spellings of one e-mail address share."""
    return unicodedata.normalize("NFKC", email).casefold()


def valid_password(typed: str) -> str:
    """The password in NFKC (NIST SP 800-63B, 3.1.1.2), 8 to 128 characters of any script.

    Raises InvalidPassword. Whether it is a common one is asked of CommonPasswords.
    """
    if len(typed) not in PASSWORD_LENGTH:
        raise InvalidPassword
    return comparable_password(typed)


def uncommon_password(typed: str, common: CommonPasswords) -> str:
    """The password as it is hashed. Raises InvalidPassword, or CommonPassword when it is among those."""
    password = valid_password(typed)
    if password in common:
        raise CommonPassword
    return password


def comparable_password(typed: str) -> str:
    """The same password typed on another keyboard is the same string."""
    return unicodedata.normalize("NFKC", typed[:LONGEST_TYPED])


def is_adopted(password_hash: str) -> bool:
    """Whether it came with its account from elsewhere, and is to be replaced when the password is typed."""
    return password_hash.startswith(ADOPTED)


def new_token() -> str:
    """What a browser, a program or a guest shows to be let in: 256 bits (OWASP ASVS 5.0, 7.2.3)."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What the store keeps of a token, so that a copy of the store opens no session."""
    return sha256(token.encode()).hexdigest()
