"""Between a password that was right and a code: what the browser keeps, and no session as yet."""

from dataclasses import dataclass
from datetime import timedelta

from flask import session

from felchat.accounts.domain import Account, NoSuchAccount
from felchat.services import services
from felchat.tongue import remember
from felchat.web import safe_next

LASTS = timedelta(minutes=5)
KEY = "pending"
"""In the signed cookie. Whoever has it has shown the password, and gets no further without a code."""


@dataclass(frozen=True)
class Pending:
    """Somebody who is to show a code; how they wanted to sign in, and where to."""

    account: Account
    remembered: bool
    next: str


def wait_for_code(account: Account, remembered: bool, then: str) -> None:
    """Let the browser keep that, and nothing else. `then` is the address to go on to, if it may be one.

    Browsers keep no cookie of more than 4096 bytes: with any address there would be no way in.
    """
    mark, now = services.accounts.mark(account), services.accounts.clock().timestamp()
    session.clear()
    remember(account.preferences.language, account.preferences.zone)
    session[KEY] = [account.id, mark, remembered, safe_next(then), now]


def pending() -> Pending | None:
    """Who is to show a code.

    Nobody after a while, nor once the password or the factor is another, or anybody was let in by a code:
    so a copy of the cookie is worth no more than the one sign-in.
    """
    if KEY not in session:
        return None
    account_id, mark, remembered, then, since = session[KEY]
    found = account_with(account_id)
    is_late = services.accounts.clock().timestamp() - since >= LASTS.total_seconds()
    if found is None or is_late or services.accounts.mark(found) != mark:
        return None
    return Pending(found, remembered, then)


def account_with(account_id: int) -> Account | None:
    try:
        account = services.accounts.account(account_id)
    except NoSuchAccount:
        return None
    return None if account.disabled_at else account
