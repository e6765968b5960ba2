"""An account and its sessions, and what may be refused to whom."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from felchat.accounts.preferences import Preferences
from felchat.domain import Refusal

LONGEST_USER_AGENT = 200
LONGEST_ADDRESS = 64


class InvalidUsername(Refusal):
    """The username has a length or a character that is not allowed."""


class InvalidEmail(Refusal):
    """That is not an e-mail address."""


class InvalidPassword(Refusal):
    """The password is too short or too long."""


class CommonPassword(Refusal):
    """The password is among those that are tried first."""


class MixedScripts(Refusal):
    """The username has letters of alphabets that nobody writes together."""


class UsernameTaken(Refusal):
    """Somebody else has that username, perhaps written with other capitals, or one that looks like it."""


class EmailTaken(Refusal):
    """Somebody else registered with that e-mail address."""


class InvalidCredentials(Refusal):
    """No account has that username and that password; which of them was wrong is not told."""


class WrongPassword(Refusal):
    """That is not the password of the account which is to be changed."""


class NoSuchAccount(Refusal):
    """There is no account with that id or that username, or not any more."""


class NoSuchSession(Refusal):
    """The account has no session with that id, or not any more."""


class NotRegistered(Refusal):
    """Nothing was registered: `problems` says what is wrong with which field."""

    def __init__(self, problems: dict[str, Refusal]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Account:
    """A registered person, as only they, the sign-in and the operator see them.

    `disabled_at`: since when the operator keeps them out, if so.
    """

    id: int
    username: str
    email: str
    password_hash: str
    registered_at: datetime
    disabled_at: datetime | None = None
    preferences: Preferences = field(default_factory=Preferences)


@dataclass(frozen=True, slots=True)
class Registration:
    """A checked wish to register, ready to be kept under its keys.

    `skeleton`: what no other name may share; None where others may look like this one.
    """

    username: str
    username_key: str
    email: str
    email_key: str
    password_hash: str
    registered_at: datetime
    skeleton: str | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody signed in: the person, and the session through which they look."""

    id: int
    username: str
    session_id: int
    preferences: Preferences = field(default_factory=Preferences)


@dataclass(frozen=True, slots=True)
class Device:
    """What a session was begun from: the browser's words about itself, and its address."""

    user_agent: str = ""
    address: str = ""

    @classmethod
    def seen(cls, user_agent: str, address: str) -> Self:
        """The device, with what is too long cut and what cannot be shown left out."""
        agent, place = ("".join(filter(str.isprintable, each)) for each in (user_agent, address))
        return cls(agent[:LONGEST_USER_AGENT], place[:LONGEST_ADDRESS])


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in somewhere. Its last use is known to the minute.

    `remembered`: whether the browser was to keep it when it is closed.
    """

    id: int
    device: Device
    began_at: datetime
    last_used_at: datetime
    remembered: bool = False
