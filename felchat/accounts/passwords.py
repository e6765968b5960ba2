"""How passwords are hashed, and which ones are too common to take."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import bcrypt
import gevent
from gevent import monkey
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from felchat.accounts.rules import ADOPTED, is_adopted

T = TypeVar("T")

BCRYPTS_BYTES = 72
"""What bcrypt looks at; adopted hashes are of passwords that were cut there."""
COMMON_IN_RUSSIAN = Path(__file__).parent / "common_passwords.ru.txt"


@dataclass(frozen=True)
class BcryptPasswords:
    """bcrypt over base64(sha256(password)), so that nothing is cut at bcrypt's 72 bytes.

    A hash with 12 rounds takes a quarter of a second of one core.
    """

    rounds: int = 12

    def hash(self, password: str) -> str:
        return off_the_loop(lambda: bcrypt.hashpw(digest(password), bcrypt.gensalt(self.rounds))).decode()

    def matches(self, password: str, hashed: str) -> bool:
        compared = password.encode()[:BCRYPTS_BYTES] if is_adopted(hashed) else digest(password)
        return off_the_loop(lambda: bcrypt.checkpw(compared, hashed.removeprefix(ADOPTED).encode()))


class FrequentPasswords:
    """The thirty thousand passwords of zxcvbn's list, and some that Russian keyboards add."""

    def __init__(self) -> None:
        self._known = frozenset(FREQUENCY_LISTS["passwords"]) | frozenset(
            COMMON_IN_RUSSIAN.read_text(encoding="utf-8").split()
        )

    def __contains__(self, password: str) -> bool:
        return password.casefold() in self._known


def digest(password: str) -> bytes:
    return b64encode(sha256(password.encode()).digest())


def off_the_loop(work: Callable[[], T]) -> T:
    """Do that work in a real thread, where greenlets would otherwise all have to wait for it."""
    if not monkey.is_module_patched("threading"):
        return work()
    done: T = gevent.get_hub().threadpool.apply(work)
    return done
