"""Whatever happens, what was confirmed is on every page once, in one order, and nowhere else."""

import pytest

from tests.chaos.faults import Fault
from tests.chaos.scenario import endure
from tests.chaos.site import Site

pytestmark = pytest.mark.timeout(120)
"""For when something is wrong, and is waited for."""


def test_nothing_confirmed_is_lost_doubled_disordered_or_misdelivered(
    site: Site, fault: Fault, seed: int
) -> None:
    report = endure(site, fault, seed)
    print(report)
    assert report.is_clean, report
