"""How passwords are hashed, and which ones are too common to take."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path

import bcrypt

from felchat.accounts.off_the_loop import OffTheLoop
from felchat.accounts.rules import ADOPTED, is_adopted

BCRYPTS_BYTES = 72
"""What bcrypt looks at; adopted hashes are of passwords that were cut there."""
COMMON_IN_RUSSIAN = Path(__file__).parent / "common_passwords.ru.txt"


@dataclass(frozen=True)
class BcryptPasswords:
    """bcrypt over base64(sha256(password)), so that nothing is cut at bcrypt's 72 bytes.

    A hash with 12 rounds takes a quarter of a second of one core. Where the operator has lowered the
    rounds, names whose hash is of before are answered later than others until they sign in.
    """

    rounds: int = 12
    threads: OffTheLoop = field(default_factory=OffTheLoop)

    def hash(self, password: str) -> str:
        return self.threads.do(lambda: hashed(digest(password), self.rounds)).decode()

    def matches(self, password: str, hashed: str) -> bool:
        typed = password.encode()[:BCRYPTS_BYTES] if is_adopted(hashed) else digest(password)
        return self.threads.do(lambda: self._compare(typed, hashed.removeprefix(ADOPTED)))

    def is_outdated(self, hashed: str) -> bool:
        return is_adopted(hashed) or rounds_of(hashed) != self.rounds

    def _compare(self, typed: bytes, kept: str) -> bool:
        found = bcrypt.checkpw(typed, kept.encode())
        for rounds in range(rounds_of(kept), self.rounds):
            hashed(typed, rounds)  # n rounds, and those from n on, are as much work as all that are set
        return found


class FrequentPasswords:
    """The thirty thousand passwords of zxcvbn's list, and some that Russian keyboards add."""

    def __init__(self) -> None:
        in_russian = COMMON_IN_RUSSIAN.read_text(encoding="utf-8").split()
        self._known = frozenset(zxcvbns_lists()["passwords"]) | frozenset(in_russian)

    def __contains__(self, password: str) -> bool:
        return password.casefold() in self._known


def zxcvbns_lists() -> Mapping[str, Sequence[str]]:
    """Its lists of words, without the package around them, which ranks them all, for 8 MB a process."""
    package = PathFinder.find_spec("zxcvbn")
    lists = package and PathFinder.find_spec("zxcvbn.frequency_lists", package.submodule_search_locations)
    if not (lists and lists.loader):
        raise ModuleNotFoundError("zxcvbn")
    module = module_from_spec(lists)
    lists.loader.exec_module(module)
    found: Mapping[str, Sequence[str]] = module.FREQUENCY_LISTS
    return found


def digest(password: str) -> bytes:
    return b64encode(sha256(password.encode()).digest())


def hashed(typed: bytes, rounds: int) -> bytes:
    return bcrypt.hashpw(typed, bcrypt.gensalt(rounds))


def rounds_of(hashed: str) -> int:
    """As the hash itself says, such as the 12 in `$2b$12$…`."""
    return int(hashed.split("$")[2])
