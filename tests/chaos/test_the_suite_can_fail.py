"""With a safeguard taken out, the scenario that it is there for comes out wrong."""

import pytest

from tests.chaos import faults, networks
from tests.chaos.scenario import Report, endure
from tests.chaos.site import site
from tests.conftest import needed

pytestmark = [pytest.mark.long, pytest.mark.timeout(120)]


def report_on(mutant: str, fault: faults.Fault) -> Report:
    with needed(), site(f"tests.chaos.mutants:{mutant}()") as mutated:
        report = endure(mutated, fault, seed=1)
    print(f"{mutant}: {report}")
    return report


def test_without_catching_up_pages_differ() -> None:
    assert report_on("without_catching_up", faults.the_subscriptions_are_cut).figures.different


def test_without_nonces_messages_are_doubled() -> None:
    fault = networks.connections_break_in_the_middle_of_a_frame
    assert report_on("without_nonces", fault).figures.doubled


def test_without_the_lock_of_a_socket_frames_are_torn() -> None:
    report = report_on("without_the_lock_of_a_socket", networks.a_reader_freezes)
    assert report.torn or report.tracebacks
