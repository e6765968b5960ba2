"""Real people in a real browser, on a running Felchat."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, expect

from tests import servers
from tests.browser.cast import Cast
from tests.browser.chromium import chromium, on_path
from tests.browser.network import Network
from tests.browser.person import PATIENCE_MS, Person
from tests.conftest import PASSWORD, needed

HERE = Path(__file__).parent
INSTALLING_WITHIN = 600
STAGES = ("network", "lasting", "forgetful", "short_pages")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the first test time to install a browser where there is none."""
    for item in items:
        if not on_path() and item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.timeout(INSTALLING_WITHIN))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with needed(), chromium() as browser:
        yield browser


@pytest.fixture
def cast(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Cast]:
    """Whoever appears in the test. Their browsers may complain of nothing that the test does not expect."""
    for stage in STAGES:
        if stage in request.fixturenames:
            request.getfixturevalue(stage)  # set up before the browsers, it goes after them
    cast = Cast(browser)
    yield cast
    assert cast.leave() == []


class Start(Protocol):
    """Starts a Felchat with a database of its own and these settings."""

    def __call__(self, **settings: str) -> AbstractContextManager[servers.Felchat]: ...


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Start:
    @contextmanager
    def start(**settings: str) -> Iterator[servers.Felchat]:
        database_url = servers.sqlite(tmp_path_factory.mktemp("felchat"))
        with servers.felchat(DATABASE_URL=database_url, **settings) as server:
            yield server
            server.kill()  # nobody waits for its goodbyes

    return start


@pytest.fixture(scope="session")
def site(start: Start) -> Iterator[str]:
    """The address of a Felchat as `make run` has it: SQLite, and messages in its memory."""
    with start() as server:
        yield server.url


@pytest.fixture
def network(site: str) -> Iterator[Network]:
    """A way to the site that can be slow, swallow everything, or break."""
    with Network.to(site) as network:
        yield network


@pytest.fixture
def redis() -> Iterator[servers.RedisServer]:
    """A Redis that the test may stop."""
    with needed(), servers.own_redis() as redis:
        yield redis


@pytest.fixture
def lasting(start: Start, redis: servers.RedisServer) -> Iterator[servers.Felchat]:
    """A Felchat of two workers on Redis, whose messages outlive it."""
    with start(REDIS_URL=redis.url, WEB_CONCURRENCY="2") as server:
        yield server


@pytest.fixture
def forgetful(start: Start) -> Iterator[servers.Felchat]:
    """A Felchat whose messages live for six seconds: on a busy machine a page may take three to show one."""
    with start(MESSAGE_RETENTION_MINUTES="0.1") as server:
        yield server


@pytest.fixture(scope="session")
def short_pages(start: Start) -> Iterator[str]:
    """The address of a Felchat that shows ten messages at a time."""
    with start(CHAT_HISTORY_LIMIT="10") as server:
        yield server.url


@pytest.fixture
def alice_without_javascript(cast: Cast, site: str) -> Person:
    alice = cast.somebody("alice", site, java_script_enabled=False)
    alice.goes("/users/register")
    alice.page.get_by_label("Username").fill(alice.name)
    alice.page.get_by_label("E-mail").fill(f"{alice.name}@example.org")
    alice.page.get_by_label("Password").fill(PASSWORD)
    alice.page.get_by_role("button", name="Register").click()
    return alice


@pytest.fixture
def bob_with_javascript(cast: Cast, site: str, alice_without_javascript: Person) -> Person:
    """Bob has JavaScript; alice has found him among the people."""
    alice, bob = alice_without_javascript, cast.person("bob", site)
    alice.page.reload()
    alice.page.get_by_role("link", name=bob.name).click()
    expect(alice.page.get_by_role("heading", level=1)).to_have_text(bob.name)
    bob.opens(alice)
    return bob


@pytest.fixture(scope="session")
def endless(start: Start) -> Iterator[str]:
    """The address of a Felchat that shows a thousand messages at a time."""
    with start(CHAT_HISTORY_LIMIT="1000") as server:
        yield server.url
