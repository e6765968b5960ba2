"""Two thousand cases are for every day; `make fuzz` is a hundred thousand.

A run says its seed: `pytest tests/fuzz --fuzz-seed N` plays it again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import randrange

import pytest

from tests.chaos.site import Site, site
from tests.conftest import needed
from tests.integration.conftest import Cast, cast_of


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fuzz-cases", type=int, default=2000, help="how many frames and requests to send")
    parser.addoption("--fuzz-seed", type=int, default=randrange(10**6), help="to play a run again")


def pytest_report_header(config: pytest.Config) -> str:
    return f"fuzz: {config.getoption('--fuzz-cases')} cases, --fuzz-seed {config.getoption('--fuzz-seed')}"


@dataclass(frozen=True)
class Stage:
    """A site, who is on it, and how much of what is to be done there."""

    site: Site
    cast: Cast
    cases: int
    seed: int


@pytest.fixture(scope="session", params=["false", "true"], ids=["without limits", "with limits"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    """Where there are limits they take most of it, so that a fifth of the cases will do."""
    cases, seed = (int(request.config.getoption(f"--fuzz-{what}")) for what in ("cases", "seed"))
    limited = request.param == "true"
    with needed(), site(RATELIMIT_ENABLED=request.param) as whole:
        yield Stage(whole, cast_of(whole.felchat.url), cases // 5 if limited else cases, seed)
