"""Who may register, and whether anybody can come in at all."""

from collections.abc import Iterator
from contextlib import suppress

from felchat.accounts.invitation import Policy
from felchat.accounts.repositories import AccountRepository
from felchat.checks.domain import Finding, Verdict
from felchat.domain import StorageAway

WORDS = {
    Policy.OPEN: "it is open to everybody",
    Policy.INVITE: "it is by invitation: `flask invitations create` makes one",
    Policy.CLOSED: "it is closed: `flask users create` makes accounts",
}


def check_registration(policy: Policy, accounts: AccountRepository) -> Iterator[Finding]:
    """What the setting means; that a database is away is told by its own check."""
    verdict, words = Verdict.OK, WORDS[policy]
    with suppress(StorageAway):
        if policy is not Policy.OPEN and not accounts.count(""):
            verdict, words = Verdict.NOTE, f"nobody has an account yet, and {words}"
    yield Finding("registration", verdict, words)
