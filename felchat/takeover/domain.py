"""What is in a FelchatV2, and under which name each of its people comes in here."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from felchat.accounts.domain import Registration
from felchat.domain import Refusal

USABLE_HASH = re.compile(r"\$2[aby]\$(0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}")
"""bcrypt, of a cost that a sign-in can bear."""


class NotFelchatV2(Refusal):
    """At that address there is no database with the tables of FelchatV2."""


class TakenMeanwhile(Refusal):
    """While the newcomers were let in somebody took one of their names. Nothing was changed."""


class Remark(StrEnum):
    """What is not as it was, for the operator to tell the person."""

    NAME_NOT_VALID = "the name is not valid here"
    NAME_TAKEN = "somebody else has the name, or one that looks like it"
    EMAIL_NOT_VALID = "the e-mail address is not valid, and was replaced"
    EMAIL_TAKEN = "somebody else has the e-mail address, and it was replaced"
    NO_PASSWORD = "the password cannot be taken over; set one"  # noqa: S105  # nosec B105 # words


@dataclass(frozen=True, slots=True)
class OldUser:
    """A row of FelchatV2's `users`. Nothing in it was ever checked."""

    id: int
    username: str
    email: str
    password_hash: str
    created_at: datetime | None

    @property
    def origin(self) -> str:
        """Who this is, whenever the same database is read again, and whatever they changed since."""
        return f"felchatv2:{self.id}:{self.created_at.isoformat() if self.created_at else ''}"

    @property
    def has_password(self) -> bool:
        return USABLE_HASH.fullmatch(self.password_hash) is not None


@dataclass(frozen=True, slots=True)
class OldFelchat:
    """All that is taken over. A block is the ids of who blocks and who is blocked."""

    users: Sequence[OldUser]
    blocks: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Present:
    """What is here already: the keys and skeletons that are taken, and who came from a FelchatV2 before.

    Of those `origins` gives the account's id, or None when the account was removed since.
    """

    username_keys: Collection[str]
    email_keys: Collection[str]
    origins: Mapping[str, int | None]
    skeletons: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who will be let in, and what is not as it was. The hash is still the old one."""

    old: OldUser
    registration: Registration
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking over means. A block is the origins of the two; `known` people came before."""

    newcomers: Sequence[Newcomer]
    blocks: Sequence[tuple[str, str]]
    known: int
