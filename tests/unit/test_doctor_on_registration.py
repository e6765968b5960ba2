"""What `flask doctor` says of who may register."""

from collections.abc import Iterator

import pytest

from felchat.accounts.in_memory import InMemoryAccountRepository
from felchat.accounts.invitation import Policy
from felchat.checks.domain import Verdict
from felchat.checks.of_registration import check_registration
from felchat.domain import StorageAway
from tests.contract.account_stores import ALICE


class Away(InMemoryAccountRepository):
    def count(self, prefix: str) -> int:
        raise StorageAway(prefix)


@pytest.mark.parametrize(
    ("policy", "command"),
    [(Policy.OPEN, ""), (Policy.INVITE, "flask invitations create"), (Policy.CLOSED, "flask users create")],
)
def test_where_nobody_can_come_in_it_says_how(policy: Policy, command: str) -> None:
    accounts = InMemoryAccountRepository()
    (empty,) = check_registration(policy, accounts)
    accounts.add(ALICE)
    (inhabited,) = check_registration(policy, accounts)
    assert (empty.verdict is Verdict.NOTE, "nobody has an account" in empty.words) == (bool(command),) * 2
    assert command in empty.words
    assert inhabited.verdict is Verdict.OK


def test_that_the_database_is_away_others_tell() -> None:
    findings: Iterator[object] = check_registration(Policy.CLOSED, Away())
    assert len(list(findings)) == 1
