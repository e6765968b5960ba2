"""The people beside a page: the first of the directory, by one question, never at the price of the page."""

from dataclasses import replace
from typing import Any, NoReturn

import pytest
from flask import Flask

from felchat.accounts.domain import Account, Registration
from felchat.accounts.rules import username_key
from felchat.domain import StorageAway
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.browsing import Browser, parsed, text_of

PATHS = ["/chat?user=2", "/users/profile", "/users/profile/tokens"]


class Away:
    """A store that does not answer."""

    def __getattr__(self, _name: str) -> Any:
        return self.ask

    def ask(self, *_arguments: object) -> NoReturn:
        raise StorageAway("database")


def beside(browser: Browser, path: str) -> Any:
    return parsed(browser.get(path).text).find(".//nav[@class='side']")


def names(pane: Any) -> list[str]:
    return [text_of(each) for each in pane.iterfind(".//bdi[@class='person__name']")]


@pytest.mark.usefixtures("alice", "bob", "mallory")
@pytest.mark.parametrize("path", PATHS)
def test_people_stand_beside_every_page_of_ones_own(alices: Browser, path: str) -> None:
    pane = beside(alices, path)
    assert names(pane) == ["mallory", "bob"]
    here = [text_of(each) for each in pane.iterfind(".//a[@aria-current]")]
    assert ["bob" in each for each in here] == ([True] if path.startswith("/chat") else [])


def test_whom_one_talks_to_comes_first_with_what_is_unread(
    services: Services, alices: Browser, alice: Account, bob: Account, mallory: Account
) -> None:
    services.chat.send(bob.id, alice.id, "Are you there?", "n")
    pane = beside(alices, f"/chat?user={mallory.id}")
    assert names(pane) == ["bob", "mallory"]
    assert text_of(pane.find(f".//span[@id='unread-{bob.id}']")).split() == ["1", "not", "read"]


@pytest.mark.usefixtures("bob")
def test_of_many_there_are_the_newest_and_a_link_to_all(
    services: Services, clock: MovingClock, alices: Browser
) -> None:
    for number in range(40):
        name = f"person-{number:02}"
        services.accounts.accounts.add(Registration(name, username_key(name), name, name, "", clock()))
    pane = beside(alices, "/users/profile")
    assert names(pane) == [f"person-{number:02}" for number in range(39, 9, -1)]
    assert pane.find(".//*[@id='more']") is None
    [everybody] = [each for each in pane.iterfind(".//a") if text_of(each) == "All people"]
    assert everybody.get("href") == "/users/"


@pytest.mark.usefixtures("alice", "bob")
@pytest.mark.parametrize("path", PATHS)
def test_while_nobody_can_say_who_is_here_the_page_is_shown_without(
    app: Flask, services: Services, alices: Browser, path: str
) -> None:
    store: Any = Away()
    app.extensions["felchat"] = replace(services, people=replace(services.people, blocks=store))
    assert beside(alices, path) is None
    assert alices.get(path).status_code == 200


def test_it_is_not_on_a_page_for_anybody(browser: Browser) -> None:
    assert beside(browser, "/users/login") is None
    assert beside(browser, "/nope") is None
