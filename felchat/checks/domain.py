"""A finding: what a check saw, and whether somebody has to do something."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from felchat.domain import StorageAway


class Verdict(StrEnum):
    """`note` is for what works and may be meant so, `fix` for what has to change."""

    OK = "ok"
    NOTE = "note"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw. `words` is one line without passwords: what is well, or what to do."""

    subject: str
    verdict: Verdict
    words: str


Check = Callable[[], Iterator[Finding]]
"""A question that has one finding or more. It may raise StorageAway instead of going on."""


def examine(checks: Mapping[str, Check]) -> Iterator[Finding]:
    """All that the checks find; one whose store is away has that as its last finding."""
    for subject, check in checks.items():
        try:
            yield from check()
        except StorageAway:
            words = "it does not answer: start it, or correct its address in the settings"
            yield Finding(subject, Verdict.FIX, words)
