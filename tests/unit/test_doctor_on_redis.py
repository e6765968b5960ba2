"""What `flask doctor` says of how Redis is set up."""

import pytest

from felchat.checks.domain import Finding, Verdict
from felchat.checks.in_redis import append_only_file, eviction, slow_readers, snapshots


@pytest.mark.parametrize(
    ("finding", "verdict"),
    [
        (eviction("noeviction"), Verdict.OK),
        (eviction("allkeys-lru"), Verdict.FIX),
        (snapshots(""), Verdict.OK),
        (snapshots("3600 1 300 100 60 10000"), Verdict.FIX),
        (append_only_file("no"), Verdict.OK),
        (append_only_file("yes"), Verdict.NOTE),
        (slow_readers("normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60"), Verdict.OK),
        (slow_readers("normal 0 0 0 slave 268435456 67108864 60 pubsub 0 8388608 60"), Verdict.OK),
        (slow_readers("pubsub 0 0 0 normal 0 0 0 slave 268435456 67108864 60"), Verdict.FIX),
    ],
)
def test_redis_must_keep_what_it_has_forget_what_it_should_and_bound_the_rest(
    finding: Finding, verdict: Verdict
) -> None:
    """Original fault S12."""
    assert finding.verdict is verdict
