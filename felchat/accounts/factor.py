"""The second factor: codes that an app makes of a secret and the time (RFC 6238), and codes to recover by."""

import re
import secrets
import unicodedata
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from pyotp import HOTP, TOTP

from felchat.domain import Refusal
from felchat.limits.domain import TooMany

PERIOD = 30
"""Seconds that one code of the app counts for; with SHA-1 and six digits it is what every app can do."""
WINDOW = (0, -1, 1)
"""Steps off for which a code counts, too: for clocks that differ, and slow fingers (RFC 6238, 5.2)."""
SECRET_BYTES = 20
"""RFC 4226, 4, R6."""
RECOVERY_CODES = 10
RECOVERY_BYTES = 15
"""120 bits: from 112 on a fast hash is enough (OWASP ASVS 5.0, 6.5.2), as nobody tries that many."""
TRIES = 5
"""Wrong codes of the app in a row, after which one may be tried every PAUSE."""
PAUSE = timedelta(minutes=15)
"""Whoever has the password guesses so 96 times a day, and right once in ten years (ASVS 5.0, 6.3.1)."""
LONGEST_TYPED = 64
MISREAD = str.maketrans("018", "OIB")
"""Digits that base32 has not stand for the letters that look like them."""


class CodeRefused(Refusal):
    """The password was right, and the code was not."""


class CodeNeeded(CodeRefused):
    """The account has a second factor, and no code came."""


class WrongCode(CodeRefused):
    """That is neither the app's code nor a recovery code that is left."""


class UsedCode(CodeRefused):
    """That code was right, and was used before: each counts once (OWASP ASVS 5.0, 6.5.1)."""


class TooManyCodes(CodeRefused, TooMany):
    """So many codes were wrong that the app's are not looked at for a while. Recovery codes are."""

    def __init__(self) -> None:
        super().__init__(PAUSE.total_seconds())


class FactorIsOn(Refusal):
    """The account has a second factor already."""


class FactorIsOff(Refusal):
    """The account has no second factor any more."""


@dataclass(frozen=True, slots=True)
class Factor:
    """The second factor of an account.

    `salt`: what its secret is made of, with a key that no store has. `last_step`: the step of the last code
    that was accepted; neither it nor one before is accepted again.
    """

    salt: str
    since: datetime
    last_step: int
    codes_left: int = RECOVERY_CODES


def secret_text(secret: bytes) -> str:
    """The secret as apps take it."""
    return b32encode(secret).decode()


def step_at(time: datetime) -> int:
    """Which step of PERIOD seconds that is, counted from 1970."""
    return int(time.timestamp()) // PERIOD


def step_of(code: str, secret: str, at: datetime) -> int | None:
    """The step around that time whose code this is, if it is one."""
    if not is_of_the_app(code):  # what is not ASCII would break the comparison
        return None
    codes = HOTP(secret)
    near = (step_at(at) + off for off in WINDOW)
    return next((step for step in near if compare_digest(codes.at(step), code)), None)


def address_of(secret: str, owner: str) -> str:
    """The secret as a link for apps, which a QR code may carry, too."""
    return TOTP(secret).provisioning_uri(name=owner, issuer_name="Felchat")


def new_recovery_codes() -> Sequence[str]:
    """A set of them, in groups of four as they are shown."""
    return [grouped(b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()) for _ in range(RECOVERY_CODES)]


def grouped(text: str, separator: str = "-") -> str:
    return separator.join(re.findall(".{1,4}", text.lower()))


def is_of_the_app(typed: str) -> bool:
    """Whether that looks like a code of the app rather than one to recover by."""
    return re.fullmatch("[0-9]{6}", typed) is not None


def comparable_code(typed: str) -> str:
    """What was typed, without spaces and hyphens; a recovery code in the letters that it was made of."""
    text = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED])
    code = re.sub(r"[\s\u2010-\u2015-]", "", text)
    return code if is_of_the_app(code) else code.upper().translate(MISREAD)
