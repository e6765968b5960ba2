"""Who of a FelchatV2 comes in, and as whom: the same each time, until people come or go."""

from collections.abc import Iterator
from datetime import datetime

from felchat.accounts.confusable import skeleton
from felchat.accounts.domain import Registration
from felchat.accounts.rules import email_key, username_key
from felchat.takeover.domain import Newcomer, OldFelchat, OldUser, Plan, Present, Remark
from felchat.takeover.naming import Taken, is_valid_email, is_valid_username


def plan(old: OldFelchat, present: Present, now: datetime) -> Plan:
    """Everybody who did not come before gets in, renamed where need be; the blocks between all of them, too.

    Whose name is valid keeps it before those who must be renamed, and the older account before the
    newer. A block is taken over when either of the two is new: between people who were here before,
    it is they who know better.
    """
    taken = Taken(set(present.username_keys), set(present.skeletons), set(present.email_keys))
    new = [user for user in old.users if user.origin not in present.origins]
    new.sort(key=lambda user: (not is_valid_username(user.username), user.id))
    newcomers = [admitted(user, taken, now) for user in new]
    return Plan(
        newcomers=sorted(newcomers, key=lambda each: each.old.id),
        blocks=sorted(set(blocks(old, present))),
        known=len(old.users) - len(new),
    )


def admitted(user: OldUser, taken: Taken, now: datetime) -> Newcomer:
    username = taken.free_username(user.username, user.id)
    email = taken.free_email(user.email, user.id)
    registration = Registration(
        username=username,
        username_key=username_key(username),
        email=email,
        email_key=email_key(email),
        password_hash=user.password_hash,
        registered_at=user.created_at or now,
        skeleton=skeleton(username),
    )
    return Newcomer(user, registration, tuple(remarks(user, registration)))


def remarks(user: OldUser, registration: Registration) -> Iterator[Remark]:
    if not is_valid_username(user.username):
        yield Remark.NAME_NOT_VALID
    elif username_key(user.username) != registration.username_key:
        yield Remark.NAME_TAKEN
    if not is_valid_email(user.email):
        yield Remark.EMAIL_NOT_VALID
    elif email_key(user.email.strip()) != registration.email_key:
        yield Remark.EMAIL_TAKEN
    if not user.has_password:
        yield Remark.NO_PASSWORD


def blocks(old: OldFelchat, present: Present) -> Iterator[tuple[str, str]]:
    origins = {user.id: user.origin for user in old.users}
    for blocker, blocked in old.blocks:
        pair = origins.get(blocker, ""), origins.get(blocked, "")
        gone = any(not each or present.origins.get(each, 0) is None for each in pair)
        if not gone and blocker != blocked and not all(each in present.origins for each in pair):
            yield pair
