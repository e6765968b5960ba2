"""How somebody is called who may not be called here what they were called there."""

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from felchat.accounts.confusable import skeleton
from felchat.accounts.domain import InvalidEmail, InvalidUsername
from felchat.accounts.rules import USERNAME_LENGTH, email_key, username_key, valid_email, valid_username

LONGEST_READ = 64
"""Characters of an old name that are looked at."""
REPLACED = "replaced.invalid"
"""A domain that nobody has (RFC 2606, section 2), for addresses that could not be kept."""


def is_valid_username(name: str) -> bool:
    with suppress(InvalidUsername):
        return bool(valid_username(name))
    return False


def is_valid_email(address: str) -> bool:
    with suppress(InvalidEmail):
        return bool(valid_email(address))
    return False


def usernames_for(name: str, old_id: int) -> Iterator[str]:
    """Valid names for somebody, that nearest to the old one first, then with -2, -3 and so on."""
    nearest = nearest_username(name, old_id)
    yield nearest
    for number in count(2):
        suffix = f"-{number}"
        yield nearest[: USERNAME_LENGTH.stop - 1 - len(suffix)] + suffix


def nearest_username(name: str, old_id: int) -> str:
    if is_valid_username(name):
        return valid_username(name)
    readable = unicodedata.normalize("NFKC", name.strip()[:LONGEST_READ])
    allowed = "".join(each if is_valid_username(f"aa{each}a") else "_" for each in readable)
    if any(each.isalnum() for each in allowed):
        for wish in (allowed[: USERNAME_LENGTH.stop - 1], f"{allowed}-{old_id}"):
            if is_valid_username(wish):
                return valid_username(wish)
    return f"user-{old_id}"


def emails_for(address: str, old_id: int) -> Iterator[str]:
    """The address if it is one, then some that lead nowhere."""
    if is_valid_email(address):
        yield valid_email(address)
    for number in count(1):
        yield f"felchatv2-{old_id}{f'-{number}' if number > 1 else ''}@{REPLACED}"


@dataclass
class Taken:
    """What nobody else may have any more; whatever is given here is taken from then on."""

    username_keys: set[str]
    skeletons: set[str]
    email_keys: set[str]

    def free_username(self, name: str, old_id: int) -> str:
        """The first name for somebody that nobody has, nor one that looks like it."""
        for wish in usernames_for(name, old_id):
            if username_key(wish) not in self.username_keys and skeleton(wish) not in self.skeletons:
                break
        self.username_keys.add(username_key(wish))
        self.skeletons.add(skeleton(wish))
        return wish

    def free_email(self, address: str, old_id: int) -> str:
        wish = next(each for each in emails_for(address, old_id) if email_key(each) not in self.email_keys)
        self.email_keys.add(email_key(wish))
        return wish
