"""The cast at their browsers, and the programs that act for them."""

from pathlib import Path

import pytest
from flask import Flask

from felchat import create_app, metrics
from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.chat import around
from felchat.config import Settings
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.around_stage import Town
from tests.unit.browsing import HTMX, PLAIN, Browser, Manner
from tests.unit.calling import Program
from tests.unit.listening_stage import Stage, stage_in_memory
from tests.unit.second_factor import CODE, App, switched_on
from tests.unit.watched import TOKEN

GOOD_SECRET = "p7Wm2-Qx9_Lr4Tz6Vb8Nc1Ks3Hd5Jf0G"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture(params=[PLAIN, HTMX], ids=["plain", "htmx"])
def manner(request: pytest.FixtureRequest) -> Manner:
    """Whatever is asked for is asked in both manners."""
    asked: Manner = request.param
    return asked


@pytest.fixture
def browser(app: Flask) -> Browser:
    """The browser of somebody who has not signed in."""
    return Browser(app)


@pytest.fixture
def alices(app: Flask, alice: Account) -> Browser:
    return signed_in(app, alice)


@pytest.fixture
def bobs(app: Flask, bob: Account) -> Browser:
    return signed_in(app, bob)


@pytest.fixture
def mallorys(app: Flask, mallory: Account) -> Browser:
    return signed_in(app, mallory)


@pytest.fixture
def phone(app: Flask, alice: Account) -> Browser:
    """Alice on another device."""
    phone = Browser(app)
    phone.client.environ_base.update(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.7")
    phone.sign_in(alice.username)
    return phone


def signed_in(app: Flask, account: Account) -> Browser:
    browser = Browser(app)
    assert browser.sign_in(account.username).status_code == 303
    return browser


@pytest.fixture
def program(app: Flask) -> Program:
    """A program that nobody knows."""
    return Program(app)


@pytest.fixture(params=["session", "token"])
def alices_program(request: pytest.FixtureRequest, app: Flask, services: Services, alice: Account) -> Program:
    """A program in alice's name: whatever it does, it does by a cookie and by a token."""
    if request.param == "token":
        return Program(app, services.tokens.make(alice.id, "program", Scope.WRITE))
    program = Program(app)
    program.sign_in(alice.username)
    return program


@pytest.fixture
def bobs_program(app: Flask, services: Services, bob: Account) -> Program:
    return Program(app, services.tokens.make(bob.id, "program", Scope.WRITE))


@pytest.fixture
def mallorys_program(app: Flask, services: Services, mallory: Account) -> Program:
    return Program(app, services.tokens.make(mallory.id, "program", Scope.WRITE))


@pytest.fixture
def stage(clock: MovingClock, services: Services) -> Stage:
    return stage_in_memory(clock, services)


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is set but the secret, neither in the environment nor in a file of the operator's."""
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("SECRET_KEY", GOOD_SECRET)


@pytest.fixture
def town(
    services: Services, clock: MovingClock, people: tuple[Account, ...], monkeypatch: pytest.MonkeyPatch
) -> Town:
    """Where alice, bob and mallory have pages open that list the others."""
    monkeypatch.setattr(around, "monotonic", lambda: clock().timestamp())
    return Town(services, clock, *people)


@pytest.fixture
def people(alice: Account, bob: Account, mallory: Account) -> tuple[Account, ...]:
    return alice, bob, mallory


@pytest.fixture
def phone_app(services: Services, alice: Account, clock: MovingClock) -> App:
    return switched_on(services, alice, clock)


@pytest.fixture
def waiting(browser: Browser, alice: Account, phone_app: App) -> Browser:
    """A browser that has shown alice's password; whether it is hers or mallory's, the code will tell."""
    assert phone_app
    assert browser.sign_in(alice.username, next="/chat?user=2").headers["Location"] == CODE
    return browser


@pytest.fixture
def watched(settings: Settings, services: Services, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A Felchat whose numbers whoever has the token may see."""
    monkeypatch.setattr(metrics, "meters", metrics.meters)  # as before when the test is over
    return create_app(settings.model_copy(update={"metrics_token": TOKEN}), services)


@pytest.fixture
def mallorys_watched(watched: Flask, mallory: Account) -> Browser:
    return signed_in(watched, mallory)
