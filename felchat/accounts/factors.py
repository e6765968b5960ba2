"""Whether it is really them: asks for a code whoever has chosen to be asked."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from felchat.accounts.factor import (
    SECRET_BYTES,
    CodeNeeded,
    Factor,
    FactorIsOff,
    FactorIsOn,
    TooManyCodes,
    UsedCode,
    WrongCode,
    comparable_code,
    is_of_the_app,
    new_recovery_codes,
    secret_text,
    step_of,
)
from felchat.accounts.factor_repository import FactorRepository
from felchat.accounts.rules import hash_of
from felchat.domain import Clock
from felchat.logs.security import Event, note

SALT_BYTES = 16


@dataclass(frozen=True)
class SecondFactors:
    """The second factors of all accounts.

    No secret is stored: each is made of its salt, which is, and of a key, which is not. So whoever copies
    the store has no codes (OWASP ASVS 5.0, 11.7.2), and with another key all apps are off.
    """

    factors: FactorRepository
    key: bytes = field(repr=False)
    clock: Clock

    def of(self, account_id: int) -> Factor | None:
        """The account's, if it has one."""
        return self.factors.of(account_id)

    def confirm(self, account_id: int, typed: str) -> None:
        """Use up a code of the account's; one without a second factor needs none. Raises CodeRefused."""
        if factor := self.factors.of(account_id):
            code = comparable_code(typed)
            if not code:
                raise CodeNeeded
            if is_of_the_app(code):
                self._accept(account_id, factor, code)
            else:
                self._spend(account_id, code)

    def secret(self, account_id: int, salt: str) -> str:
        """What the app makes its codes of, in base32: a pseudorandom function of the salt (RFC 2104)."""
        made = hmac.digest(self.key, f"{account_id} {salt}".encode(), "sha256")
        return secret_text(made[:SECRET_BYTES])

    def switch_on(self, account_id: int, salt: str, typed: str) -> Sequence[str]:
        """Ask for codes from now on, and return those to recover by, which nobody can be shown again.

        Raises CodeNeeded or WrongCode unless the app has the secret, and FactorIsOn.
        """
        if not (code := comparable_code(typed)):
            raise CodeNeeded
        step = step_of(code, self.secret(account_id, salt), self.clock())
        if step is None:
            raise WrongCode
        codes = new_recovery_codes()
        if not self.factors.add(account_id, Factor(salt, self.clock(), step), hashes(codes)):
            raise FactorIsOn
        note(Event.FACTOR_ON, account=account_id)
        return codes

    def new_codes(self, account_id: int) -> Sequence[str]:
        """Other recovery codes in the place of those there are. Raises FactorIsOff."""
        codes = new_recovery_codes()
        if not self.factors.replace_codes(account_id, hashes(codes)):
            raise FactorIsOff
        note(Event.RECOVERY_CODES_MADE, account=account_id)
        return codes

    def switch_off(self, account_id: int) -> bool:
        """Ask for no codes any more. Whether they were asked for."""
        if was_on := self.factors.remove(account_id):
            note(Event.FACTOR_OFF, account=account_id)
        return was_on

    def _accept(self, account_id: int, factor: Factor, code: str) -> None:
        if not self.factors.count_try(account_id, self.clock()):
            note(Event.FACTOR_REFUSED, account=account_id)
            raise TooManyCodes
        step = step_of(code, self.secret(account_id, factor.salt), self.clock())
        if step is None or not self.factors.accept(account_id, step):
            note(Event.FACTOR_REFUSED, account=account_id)
            raise WrongCode if step is None else UsedCode

    def _spend(self, account_id: int, code: str) -> None:
        if not self.factors.spend(account_id, hash_of(code)):
            note(Event.FACTOR_REFUSED, account=account_id)
            raise WrongCode
        note(Event.RECOVERY_CODE_USED, account=account_id)


def key_from(secret_key: str) -> bytes:
    """A key for this alone, of the one that signs the sessions."""
    return hmac.digest(secret_key.encode(), b"felchat: second factors", "sha256")


def new_salt() -> str:
    """What makes a secret another one each time."""
    return secrets.token_urlsafe(SALT_BYTES)


def hashes(codes: Sequence[str]) -> Sequence[str]:
    return [hash_of(comparable_code(code)) for code in codes]
