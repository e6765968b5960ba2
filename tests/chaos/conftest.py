"""The short form is for every day; `--long` is all scenarios, each with several seeds."""

from collections.abc import Iterator

import pytest

from tests.chaos import faults, networks
from tests.chaos.site import Site
from tests.chaos.site import site as a_site
from tests.conftest import needed

SHORT = (
    faults.a_worker_is_killed,
    faults.the_subscriptions_are_cut,
    faults.redis_loses_its_memory,
)
LONG = (
    *SHORT,
    faults.the_workers_are_replaced,
    faults.all_is_stopped_and_started,
    faults.redis_restarts,
    faults.redis_pauses,
    faults.redis_freezes,
    faults.postgres_restarts,
    networks.a_reader_freezes,
    networks.connections_break_in_the_middle_of_a_frame,
    networks.five_hundred_come_back_at_once,
)
SEEDS = (1, 2, 3)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="all scenarios of the chaos suite, with more seeds")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: only with --long")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not is_long(config):
        items[:] = [each for each in items if not each.get_closest_marker("long")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "fault" in metafunc.fixturenames:
        long = is_long(metafunc.config)
        metafunc.parametrize("fault", LONG if long else SHORT, ids=lambda fault: fault.__name__)
        metafunc.parametrize("seed", SEEDS if long else SEEDS[:1])


def is_long(config: pytest.Config) -> bool:
    return bool(config.getoption("--long", default=False))


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with needed(), a_site() as whole:
        yield whole
