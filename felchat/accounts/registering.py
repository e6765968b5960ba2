"""What was typed by somebody who wants to register, made into a wish that can be kept."""

from collections.abc import Callable
from dataclasses import dataclass

from felchat.accounts.confusable import skeleton
from felchat.accounts.domain import NotRegistered, Registration, UsernameTaken
from felchat.accounts.repositories import AccountRepository, CommonPasswords, PasswordHasher
from felchat.accounts.rules import email_key, new_username, uncommon_password, username_key, valid_email
from felchat.domain import Clock, Refusal


@dataclass(frozen=True)
class Registering:
    """Checks what was typed."""

    accounts: AccountRepository
    passwords: PasswordHasher
    common_passwords: CommonPasswords
    clock: Clock

    def wish(self, username: str, email: str, password: str) -> Registration:
        """The wish. Raises NotRegistered, which names every field that is wrong.

        Whether somebody has the address is not among it: that is told last, by whoever keeps the wish,
        so that nobody learns it who does not register with every address that is free. And since a
        password is hashed first, a taken name costs what a taken address and an account cost.
        """
        problems: dict[str, Refusal] = {}

        def checked(field: str, check: Callable[[str], str], typed: str) -> str:
            try:
                return check(typed)
            except Refusal as problem:
                problems[field] = problem
                return ""

        username = checked("username", new_username, username)
        email = checked("email", valid_email, email)
        password = checked("password", self._uncommon, password)
        key, likeness = username_key(username), skeleton(username)
        hashed = "" if problems else self.passwords.hash(password)
        if "username" not in problems and self.accounts.is_username_taken(key, likeness):
            problems["username"] = UsernameTaken()
        if problems:
            raise NotRegistered(problems)
        return Registration(username, key, email, email_key(email), hashed, self.clock(), likeness)

    def _uncommon(self, typed: str) -> str:
        return uncommon_password(typed, self.common_passwords)
